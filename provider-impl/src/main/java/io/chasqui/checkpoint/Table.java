package io.chasqui.checkpoint;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;

/**
 * One table of a store. The set is closed: another table is another version of the state. Immutable.
 *
 * @param <K> what its keys are
 */
public final class Table<K> {

    /** Position of the checkpoint, next ids, versions. */
    public static final Table<String> META = new Table<>("meta", 1, Table::ofString, Table::toText);

    /** Definitions of destinations by id. */
    public static final Table<Long> DESTINATION = new Table<>("destination", 2, Table::ofLong, Table::toLong);

    /** Definitions of durable subscriptions by name. */
    public static final Table<String> SUBSCRIPTION = new Table<>("subscription", 3, Table::ofString, Table::toText);

    /** What is not settled yet, by queue or subscription and block. */
    public static final Table<BlockKey> PENDING = new Table<>("pending", 4, Table::ofBlock, Table::toBlock);

    /** Where in the journal each message is, by destination and block. */
    public static final Table<BlockKey> INDEX = new Table<>("index", 5, Table::ofBlock, Table::toBlock);

    /** What a generation knows about itself and the one before; see {@link GenerationalStore}. */
    static final Table<String> GENERATION = new Table<>("generation", 6, Table::ofString, Table::toText);

    /** What sessions have done of late, by part and session. States of earlier releases do not have it. */
    public static final Table<String> EFFECT = new Table<>("effect", 7, Table::ofString, Table::toText);

    static final List<Table<?>> PUBLIC = List.of(META, DESTINATION, SUBSCRIPTION, PENDING, INDEX, EFFECT);
    static final List<Table<?>> ALL = List.of(META, DESTINATION, SUBSCRIPTION, PENDING, INDEX, GENERATION, EFFECT);

    private final String name;
    private final int number;
    private final Function<K, byte[]> encoder;
    private final Function<byte[], K> decoder;

    private Table(String name, int number, Function<K, byte[]> encoder, Function<byte[], K> decoder) {
        this.name = name;
        this.number = number;
        this.encoder = encoder;
        this.decoder = decoder;
    }

    public String name() {
        return name;
    }

    /** Whether a state may lack it, because an earlier release has made it; it is empty then. */
    boolean mayBeMissing() {
        return this == EFFECT;
    }

    /** Part of the checksum of each entry, so that an entry in the wrong table is noticed. */
    int number() {
        return number;
    }

    byte[] encode(K key) {
        return encoder.apply(key);
    }

    K decode(byte[] key) {
        return decoder.apply(key);
    }

    /** For people. */
    String describe(byte[] key) {
        return name + " " + decode(key);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Two bytes for each character: any text comes back as it was, even one that is no valid Unicode. */
    private static byte[] ofString(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * Character.BYTES);
        bytes.asCharBuffer().put(text);
        return bytes.array();
    }

    private static String toText(byte[] key) {
        return ByteBuffer.wrap(key).asCharBuffer().toString();
    }

    private static byte[] ofLong(Long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static Long toLong(byte[] key) {
        return ByteBuffer.wrap(key).getLong();
    }

    private static byte[] ofBlock(BlockKey key) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(key.id())
                .putLong(key.block())
                .array();
    }

    private static BlockKey toBlock(byte[] key) {
        ByteBuffer bytes = ByteBuffer.wrap(key);
        return new BlockKey(bytes.getLong(), bytes.getLong());
    }
}
