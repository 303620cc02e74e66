package io.chasqui.crash;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is or may be in each backlog, and why the rest is not. Owned by {@link Oracle}. */
final class Stock {

    /** For how many rounds it is known why a message is gone. One that comes back later is found, too, with less to say. */
    private static final int ROUNDS_REMEMBERED = 12;

    private record Key(String place, Item item) {}

    private record Grave(String reason, int round) {}

    private final Map<String, Map<Item, Piece>> places = new HashMap<>();
    private final Map<Key, Grave> graves = new HashMap<>();

    @Nullable
    Piece find(String place, Item item) {
        return places.getOrDefault(place, Map.of()).get(item);
    }

    Collection<Piece> at(String place) {
        return places.getOrDefault(place, Map.of()).values();
    }

    Collection<String> places() {
        return List.copyOf(places.keySet());
    }

    /** @return whether it was not there already */
    boolean add(String place, Piece piece) {
        return places.computeIfAbsent(place, name -> new LinkedHashMap<>()).putIfAbsent(piece.item, piece) == null;
    }

    void remove(String place, Item item, String reason, int round) {
        if (places.getOrDefault(place, Map.of()).remove(item) != null) {
            graves.put(new Key(place, item), new Grave(reason, round));
        }
    }

    void drop(String place) {
        places.remove(place);
    }

    void forEach(Consumer<Piece> action) {
        places.values().forEach(pieces -> new ArrayList<>(pieces.values()).forEach(action));
    }

    /** For a message that is not in stock: what became of it. */
    String fate(String place, Item item) {
        Grave grave = graves.get(new Key(place, item));
        return grave == null
                ? "no send of it was begun, or it was consumed more than " + ROUNDS_REMEMBERED + " rounds ago"
                : grave.reason + " in round " + grave.round;
    }

    void forgetBefore(int round) {
        graves.values().removeIf(grave -> grave.round < round - ROUNDS_REMEMBERED);
    }
}
