package io.chasqui.engine.inspection;

import io.chasqui.engine.record.BacklogDefinition;
import io.chasqui.engine.record.BacklogDefinition.OfQueue;
import io.chasqui.engine.record.BacklogDefinition.OfSubscription;
import io.chasqui.engine.record.Fact.Prepared;
import io.chasqui.engine.record.Origin;
import io.chasqui.engine.record.Place;
import io.chasqui.engine.record.Sent;
import io.chasqui.engine.record.Slot;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.protocol.BranchId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an export, which is text in UTF-8 with one JSON object a line. Stateless.
 *
 * <pre>
 *   {"format":"chasqui-export","version":1}                                          the first line
 *   {"queue":"queue://orders","backlog":1}
 *   {"subscription":"audit","backlog":2,"topic":"topic://prices","clientId":"till",
 *    "shared":false,"noLocal":false,"selector":"price > 10"}                         clientId, selector when there are
 *   {"message":{…},"places":[{"backlog":1,"priority":4,"sequence":17,"deliveries":2}]}
 *   {"prepared":{"formatId":1,"global":"…","qualifier":"…"},"sent":[{"message":{…},"connectionId":"…"}],"consumed":[…]}
 *   {"end":true,"messages":1}                                                        the last line
 * </pre>
 *
 * <p>A backlog's line comes before its messages. Within a backlog, higher priority comes first, then lower sequence. A message
 * in several subscriptions has a line once, with a place in each. In a message, {@code body} has {@code kind} (none, text,
 * bytes, object, map, stream) and {@code text}, {@code base64}, {@code entries} or {@code items}; a property, an entry or an
 * item is {@code null} or an object with one name, its type: {@code {"int":"5"}}, {@code {"string":"x"}}, {@code
 * {"boolean":true}}, {@code {"base64":"…"}}, and likewise byte, short, char, long, float, double. Times are milliseconds since
 * the epoch.
 */
final class ExportFormat {

    static final String NAME = "chasqui-export";
    static final long VERSION = 1;

    /** A place, and how often the message was delivered in vain. */
    record CountedPlace(Place place, int deliveries) {}

    private ExportFormat() {}

    static String header() {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("format", NAME);
        line.put("version", VERSION);
        return Json.write(line);
    }

    static void requireHeader(@Nullable String line) throws IOException {
        JsonFields json = JsonFields.of(line == null ? null : Json.read(line));
        if (!json.text("format").equals(NAME)) {
            throw new IOException("this is no export: its format is " + json.text("format"));
        }
        if (json.number("version") != VERSION) {
            throw new IOException("the export has version " + json.number("version") + ", and this program reads "
                    + VERSION + ": use a newer release");
        }
    }

    static String end(long messages) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("end", true);
        line.put("messages", messages);
        return Json.write(line);
    }

    // ------------------------------------------------------------------ backlogs

    static String backlog(long id, BacklogDefinition definition) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        if (definition instanceof OfSubscription subscription) {
            line.put("subscription", subscription.name());
            line.put("backlog", id);
            line.put("topic", MessageJson.write(subscription.destination()));
            if (subscription.clientId() != null) {
                line.put("clientId", subscription.clientId());
            }
            line.put("shared", subscription.shared());
            line.put("noLocal", subscription.noLocal());
            if (subscription.selector() != null) {
                line.put("selector", subscription.selector());
            }
        } else {
            line.put("queue", MessageJson.write(definition.destination()));
            line.put("backlog", id);
        }
        return Json.write(line);
    }

    static OfQueue readQueue(JsonFields line) throws IOException {
        return new OfQueue(readDestination(line.text("queue"), Destination.Kind.QUEUE));
    }

    static OfSubscription readSubscription(JsonFields line) throws IOException {
        return new OfSubscription(
                readDestination(line.text("topic"), Destination.Kind.TOPIC),
                line.text("subscription"),
                line.textOrNull("clientId"),
                line.flag("shared"),
                line.flag("noLocal"),
                line.textOrNull("selector"));
    }

    private static Destination readDestination(String text, Destination.Kind kind) throws IOException {
        Destination destination = MessageJson.readDestination(text);
        if (destination.kind() != kind) {
            throw new IOException("a " + kind.text() + " is expected, and not " + destination);
        }
        return destination;
    }

    // ------------------------------------------------------------------ messages

    static String message(Message message, List<CountedPlace> places) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("message", MessageJson.write(message, true));
        List<@Nullable Object> list = new ArrayList<>();
        for (CountedPlace each : places) {
            Map<String, @Nullable Object> place = write(each.place());
            if (each.deliveries() > 0) {
                place.put("deliveries", each.deliveries());
            }
            list.add(place);
        }
        line.put("places", list);
        return Json.write(line);
    }

    private static Map<String, @Nullable Object> write(Place place) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("backlog", place.backlog());
        json.put("priority", Slot.priority(place.slot()));
        json.put("sequence", Slot.sequence(place.slot()));
        return json;
    }

    static List<CountedPlace> readPlaces(List<?> list) throws IOException {
        List<CountedPlace> places = new ArrayList<>();
        for (Object each : list) {
            JsonFields json = JsonFields.of(each);
            int priority = (int) json.number("priority", 0, 9);
            long sequence = json.number("sequence", 0, Slot.laneStart(1) - 1);
            long deliveries = json.has("deliveries") ? json.number("deliveries", 0, Integer.MAX_VALUE) : 0;
            places.add(
                    new CountedPlace(new Place(json.number("backlog"), Slot.of(priority, sequence)), (int) deliveries));
        }
        return places;
    }

    // ------------------------------------------------------------------ branches in doubt

    static String prepared(Prepared fact) {
        Map<String, @Nullable Object> branch = new LinkedHashMap<>();
        branch.put("formatId", fact.branch().formatId());
        branch.put("global", MessageJson.base64(fact.branch().global()));
        branch.put("qualifier", MessageJson.base64(fact.branch().qualifier()));
        List<@Nullable Object> sent = new ArrayList<>();
        for (Sent each : fact.sent()) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("message", MessageJson.write(each.message(), true));
            json.put("connectionId", each.origin().connectionId());
            if (each.origin().clientId() != null) {
                json.put("clientId", each.origin().clientId());
            }
            sent.add(json);
        }
        List<@Nullable Object> consumed = new ArrayList<>();
        fact.consumed().forEach(place -> consumed.add(write(place)));
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("prepared", branch);
        line.put("sent", sent);
        line.put("consumed", consumed);
        return Json.write(line);
    }

    static Prepared readPrepared(JsonFields line) throws IOException {
        JsonFields branch = line.object("prepared");
        List<Sent> sent = new ArrayList<>();
        for (Object each : line.list("sent")) {
            JsonFields json = JsonFields.of(each);
            sent.add(new Sent(
                    MessageJson.read(json.object("message")),
                    new Origin(json.text("connectionId"), json.textOrNull("clientId"))));
        }
        List<Place> consumed = readPlaces(line.list("consumed")).stream()
                .map(CountedPlace::place)
                .toList();
        int formatId = (int) branch.number("formatId", Integer.MIN_VALUE, Integer.MAX_VALUE);
        return new Prepared(new BranchId(formatId, branch.bytes("global"), branch.bytes("qualifier")), sent, consumed);
    }
}
