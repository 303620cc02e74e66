package io.chasqui.build;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which package of provider-impl may use which. A package uses only packages above it in the table, and of those only the
 * ones its row names; a package without a row may not exist. The API is open to the client half, to security and to what
 * puts the parts together.
 */
final class Layers {

    private static final String ROOT = "io.chasqui.";

    /** Stands in a row for {@code io.chasqui.api} and the packages below it. */
    private static final String API = "api";

    /** The table, from the bottom layer up. Names are below {@code io.chasqui}. */
    static final Layers OF_PROVIDER = new Layers()
            .row("message")
            .row("loop")
            .row("loop.vertx", "loop")
            .row("selector", "message")
            .row("protocol", "message")
            .row("disk")
            .row("journal", "loop", "disk")
            .row("checkpoint", "loop", "disk")
            .row("security", "protocol", API)
            .row("wire", "message", "protocol")
            .row("engine.effect", "message", "loop")
            .row("engine.record", "message", "loop", "protocol", "journal", "engine.effect")
            .row("engine.body", "message", "loop", "protocol", "disk", "engine.record")
            .row("engine.queue", "message", "loop", "selector", "protocol", "journal", "engine.record")
            .row("engine.topic", "message", "loop", "selector", "protocol", "journal", "engine.record", "engine.queue")
            .row("engine.tx", "message", "loop", "protocol", "journal", "engine.record", "engine.queue", "engine.topic")
            .row(
                    "engine.destination",
                    "message",
                    "loop",
                    "selector",
                    "protocol",
                    "journal",
                    "engine.record",
                    "engine.queue",
                    "engine.topic",
                    "engine.tx")
            .row(
                    "engine.session",
                    "message",
                    "loop",
                    "selector",
                    "protocol",
                    "security",
                    "engine.effect",
                    "engine.record",
                    "engine.body",
                    "engine.queue",
                    "engine.topic",
                    "engine.tx",
                    "engine.destination")
            .row(
                    "engine.recovery",
                    "message",
                    "loop",
                    "protocol",
                    "journal",
                    "checkpoint",
                    "engine.effect",
                    "engine.record",
                    "engine.body",
                    "engine.queue",
                    "engine.topic",
                    "engine.tx",
                    "engine.destination",
                    "engine.session")
            .row(
                    "engine.inspection",
                    "message",
                    "loop",
                    "protocol",
                    "disk",
                    "journal",
                    "checkpoint",
                    "engine.record",
                    "engine.body",
                    "engine.recovery")
            .row(
                    "engine",
                    "message",
                    "loop",
                    "protocol",
                    "journal",
                    "checkpoint",
                    "security",
                    "engine.effect",
                    "engine.record",
                    "engine.body",
                    "engine.queue",
                    "engine.topic",
                    "engine.tx",
                    "engine.destination",
                    "engine.session",
                    "engine.recovery")
            .row("transport.vm", "loop", "protocol", "wire")
            .row("transport.tcp", "message", "loop", "loop.vertx", "protocol", "security", "wire")
            .row("jms.message", "message", "protocol", API)
            .row("jms", "message", "protocol", "jms.message", API)
            .row("management", "message", "loop", "protocol", "security", "engine", API)
            .rowOfEverything("boot")
            .outside("org.mapdb", "checkpoint")
            .outside("picocli", "boot")
            .outside("io.vertx", "loop.vertx", "transport.tcp", "boot")
            .outside("io.netty", "loop.vertx", "transport.tcp", "boot")
            .outside("jakarta.jms", "security", "jms.message", "jms", "management", "boot");

    private final Map<String, Set<String>> rows = new LinkedHashMap<>();
    private final Map<String, Set<String>> outside = new LinkedHashMap<>();

    Layers row(String name, String... mayUse) {
        for (String used : mayUse) {
            if (!used.equals(API) && !rows.containsKey(used)) {
                throw new IllegalArgumentException(name + " may use " + used + ", which has no row above it");
            }
        }
        rows.put(name, Set.of(mayUse));
        return this;
    }

    /** The top row, which puts the parts together. */
    Layers rowOfEverything(String name) {
        Set<String> all = new LinkedHashSet<>(rows.keySet());
        all.add(API);
        rows.put(name, all);
        return this;
    }

    /** Names the only rows that may use somebody else's packages that begin so. */
    Layers outside(String packagePrefix, String... users) {
        outside.put(packagePrefix, Set.of(users));
        return this;
    }

    /** One line for each package without a row and for each use that the table does not allow, with an example of it. */
    List<String> offenders(PackageGraph graph) {
        List<String> offenders = new ArrayList<>();
        graph.uses().forEach((userPackage, uses) -> {
            String user = belowRoot(userPackage);
            if (!rows.containsKey(user)) {
                offenders.add("Package " + userPackage + " has no row in Layers: give it one.");
                return;
            }
            uses.forEach((used, example) -> {
                if (!allowed(user, used)) {
                    offenders.add("Package " + userPackage + " may not use " + used + ": " + example);
                }
            });
        });
        return offenders;
    }

    private boolean allowed(String user, String usedPackage) {
        if (!(usedPackage + '.').startsWith(ROOT)) {
            return outside.entrySet().stream()
                    .noneMatch(entry -> (usedPackage + '.').startsWith(entry.getKey() + '.')
                            && !entry.getValue().contains(user));
        }
        String used = belowRoot(usedPackage);
        if ((used + '.').startsWith(API + '.')) {
            used = API;
        }
        return used.equals(user) || rows.getOrDefault(user, Set.of()).contains(used);
    }

    private static String belowRoot(String packageName) {
        return packageName.startsWith(ROOT) ? packageName.substring(ROOT.length()) : packageName;
    }
}
