package io.chasqui.samples.flashsale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Makes the bundled file of orders, the same each time: run it in the folder of this module after a change, and commit what it
 * writes. Stateless.
 */
final class OrderFileGenerator {

    static final int ORDERS = 60_000;

    static final Path FILE = Path.of("src/main/resources/io/chasqui/samples/flashsale", FlashSale.BUNDLED_ORDERS);

    private static final long SEED = 20_261_122;
    private static final int CUSTOMERS = 9_000;
    private static final String[] ITEMS = {
        "alpaca-scarf", "woven-belt", "clay-cup", "reed-boat", "pan-flute", "quipu-cord", "silver-pin", "maize-seeds"
    };
    private static final long[] PRICES_CENTS = {4_900, 2_450, 1_200, 15_900, 3_900, 990, 7_500, 350};

    /** What stands in front of an order, by its number: one of each kind of line that is no order. */
    private static final Map<Integer, String> INSERTED = Map.ofEntries(
            Map.entry(1_500, "FS-X00001,,clay-cup,1,1200"),
            Map.entry(4_000, "# The second wave: shops in other time zones"),
            Map.entry(7_200, "FS-X00002,C-00017,clay-cup,-3,1200"),
            Map.entry(11_111, "FS-X00003,C-00018,woven-belt,two,2450"),
            Map.entry(16_384, "FS-X00004,C-00019,woven-belt"),
            Map.entry(20_000, ""),
            Map.entry(23_456, "FS-000042,C-00020,pan-flute,1,3900"),
            Map.entry(31_000, "FS-X00005,C-00021," + "reed-boat-".repeat(60) + ",1,15900"),
            Map.entry(38_765, "FS-X00006,C-00022,silver-pin,1,75.00"),
            Map.entry(44_444, ",C-00023,quipu-cord,4,990"),
            Map.entry(50_001, "FS-X00007,C-00024,maize-seeds,1,350,express"),
            Map.entry(57_575, "FS-X00008,C-00025,maize-seeds,1000000,350"));

    private OrderFileGenerator() {}

    public static void main(String[] args) throws IOException {
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, String.join("\n", lines(ORDERS)) + "\n");
    }

    /** The first so many orders of the bundled file, and the lines between them. */
    static List<String> lines(int orders) {
        Random random = new Random(SEED);
        List<String> lines = new ArrayList<>();
        lines.add("# orderId,customer,item,quantity,priceCents");
        lines.add("");
        for (int number = 1; number <= orders; number++) {
            String inserted = INSERTED.get(number);
            if (inserted != null) {
                lines.add(inserted);
            }
            lines.add(order(number, random));
        }
        return lines;
    }

    private static String order(int number, Random random) {
        int item = random.nextInt(ITEMS.length);
        int quantity = 1 + Math.min(random.nextInt(4), random.nextInt(4));
        return String.format(
                Locale.ROOT,
                "FS-%06d,C-%05d,%s,%d,%d",
                number,
                1 + random.nextInt(CUSTOMERS),
                ITEMS[item],
                quantity,
                PRICES_CENTS[item]);
    }
}
