package io.chasqui.wire;

import io.chasqui.message.ByteReader;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.message.MessageCodec;
import io.chasqui.protocol.BranchId;
import io.chasqui.protocol.Event;
import java.util.ArrayList;
import java.util.List;

/** Decodes what {@link EventWriter} has encoded, and trusts nothing of it. Stateless. */
final class EventReader {

    /** What a branch and a browsed message take at least. */
    private static final int LEAST_BRANCH = 6;

    private static final int LEAST_BROWSED = 8;

    private EventReader() {}

    static Event read(ByteReader in) throws MalformedBytesException {
        int type = in.readByte();
        return switch (type) {
            case EventType.OPENED -> readOpened(in);
            case EventType.COMPLETED -> new Event.Completed(Fields.request(in));
            case EventType.FAILED ->
                new Event.Failed(Fields.request(in), ErrorNumbers.read(in), Fields.readText(in, "a reason"));
            case EventType.DELIVER -> readDeliver(in);
            case EventType.GRANTED ->
                new Event.Granted(
                        Fields.session(in),
                        Fields.readCount(in, "messages granted"),
                        Fields.readId(in, "bytes granted"));
            case EventType.RECALL -> new Event.Recall(Fields.session(in), Fields.consumer(in));
            case EventType.PAGE -> readPage(in);
            case EventType.VOTED -> new Event.Voted(Fields.request(in), Fields.readFlag(in, "whether it is read only"));
            case EventType.BRANCHES -> readBranches(in);
            case EventType.RESOLVED -> new Event.Resolved(Fields.request(in), Fields.readIds(in));
            case EventType.SEND_REFUSED ->
                new Event.SendRefused(
                        Fields.session(in),
                        Fields.readFlag(in, "whether there is a message ID") ? in.readText() : null,
                        Fields.readDestination(in),
                        ErrorNumbers.read(in),
                        Fields.readText(in, "a reason"));
            case EventType.DESTINATION_DELETED -> new Event.DestinationDeleted(Fields.readDestination(in));
            case EventType.DISCONNECTED ->
                new Event.Disconnected(Fields.readText(in, "a reason"), Fields.readFlag(in, "whether to return"));
            default -> throw new MalformedBytesException("there is no event of type " + type);
        };
    }

    private static Event.Opened readOpened(ByteReader in) throws MalformedBytesException {
        return new Event.Opened(
                Fields.request(in),
                Fields.readText(in, "a connection ID"),
                Fields.readText(in, "a broker ID"),
                Fields.readCount(in, "a window of messages"),
                Fields.readId(in, "a window of bytes"),
                Fields.readId(in, "the largest message"),
                Fields.readFlag(in, "whether messages are stored"));
    }

    private static Event.Deliver readDeliver(ByteReader in) throws MalformedBytesException {
        long session = Fields.session(in);
        long consumer = Fields.consumer(in);
        long delivery = Fields.delivery(in);
        int deliveries = deliveries(in);
        return new Event.Deliver(session, consumer, delivery, MessageCodec.read(in), deliveries);
    }

    private static Event.Page readPage(ByteReader in) throws MalformedBytesException {
        long request = Fields.request(in);
        boolean last = Fields.readFlag(in, "whether it is the last page");
        int count = in.readCount(LEAST_BROWSED);
        List<Event.Browsed> messages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int deliveries = deliveries(in);
            messages.add(new Event.Browsed(MessageCodec.read(in), deliveries));
        }
        return new Event.Page(request, messages, last);
    }

    private static Event.Branches readBranches(ByteReader in) throws MalformedBytesException {
        long request = Fields.request(in);
        int count = Fields.readElements(in, LEAST_BRANCH);
        List<BranchId> branches = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            branches.add(Fields.readBranch(in));
        }
        return new Event.Branches(request, branches);
    }

    private static int deliveries(ByteReader in) throws MalformedBytesException {
        return Fields.readCount(in, "a number of deliveries");
    }
}
