package io.chasqui.ra.servers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The servers by the names of {@code -Dserver=NAME}. */
final class Servers {

    /** Makes a server that runs on a JDK. */
    @FunctionalInterface
    interface Maker {
        ApplicationServer make(String name, Jdk jdk) throws Exception;
    }

    /**
     * A row of the list.
     *
     * @param jdk what it runs on
     */
    record Entry(String name, Jdk jdk, Maker maker) {

        ApplicationServer make() throws Exception {
            return maker.make(name, jdk);
        }
    }

    private static final Map<String, Entry> ALL = new LinkedHashMap<>();

    static {
        add("wildfly", Jdk.own(), WildFly::new);
        add("wildfly-25", Jdk.release25(), WildFly::new);
        add("tomee9", Jdk.own(), TomEe::new);
        add("liberty", Jdk.own(), Liberty::new);
        add("glassfish-embedded", Jdk.own(), EmbeddedGlassFish::new);
        add("glassfish7", Jdk.own(), (name, jdk) -> new GlassFish(name, jdk, "glassfish7.zip"));
        add("glassfish8", Jdk.release25(), (name, jdk) -> new GlassFish(name, jdk, "glassfish8.zip"));
        add("payara6", Jdk.own(), (name, jdk) -> new GlassFish(name, jdk, "payara6.zip"));
        add("payara7", Jdk.release25(), (name, jdk) -> new GlassFish(name, jdk, "payara7.zip"));
    }

    private Servers() {}

    private static void add(String name, Jdk jdk, Maker maker) {
        ALL.put(name, new Entry(name, jdk, maker));
    }

    /**
     * The servers of that name.
     *
     * @param name one name, several separated by commas, or {@code all}
     */
    static List<Entry> named(String name) {
        if (name.equals("all")) {
            return List.copyOf(ALL.values());
        }
        return List.of(name.split(",")).stream()
                .map(one -> {
                    Entry entry = ALL.get(one);
                    if (entry == null) {
                        throw new IllegalArgumentException("-Dserver=" + one + " is not a server that is known: use all"
                                + " or some of " + String.join(", ", ALL.keySet()) + ", separated by commas.");
                    }
                    return entry;
                })
                .toList();
    }
}
