package io.chasqui.wire;

import io.chasqui.message.ByteWriter;
import io.chasqui.protocol.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes events: the type, then the fields in their order. Owned by one thread. */
final class EventWriter implements Event.Handler {

    /** While nothing is written: what was written may be large, and is not held here any longer. */
    private static final ByteWriter NOTHING = new ByteWriter(0);

    private ByteWriter out = NOTHING;

    /** Where bodies go that are too large to be encoded; null when there are none. */
    private @Nullable Parts parts;

    void write(ByteWriter to, Event event) {
        out = to;
        event.dispatch(this);
        out = NOTHING;
    }

    /** @param cuts gets what was written before each large body, and that body; what follows is in {@code to} */
    void write(ByteWriter to, Event event, Parts cuts) {
        parts = cuts;
        write(to, event);
        parts = null;
    }

    @Override
    public void onAnswer(Event.Answer event) {
        if (event instanceof Event.Completed completed) {
            out.writeByte(EventType.COMPLETED).writeVar(completed.requestId());
        } else if (event instanceof Event.Failed failed) {
            out.writeByte(EventType.FAILED).writeVar(failed.requestId()).writeByte(ErrorNumbers.of(failed.code()));
            Fields.writeReason(out, failed.reason(), Fields.MAX_REASON);
        } else if (event instanceof Event.Opened opened) {
            write(opened);
        } else if (event instanceof Event.Page page) {
            write(page);
        } else if (event instanceof Event.Voted voted) {
            out.writeByte(EventType.VOTED).writeVar(voted.requestId()).writeByte(voted.readOnly() ? 1 : 0);
        } else if (event instanceof Event.Branches branches) {
            out.writeByte(EventType.BRANCHES).writeVar(branches.requestId());
            out.writeVar(branches.branches().size());
            branches.branches().forEach(branch -> Fields.writeBranch(out, branch));
        } else if (event instanceof Event.Resolved resolved) {
            out.writeByte(EventType.RESOLVED).writeVar(resolved.requestId());
            Fields.writeIds(out, resolved.done());
        }
    }

    private void write(Event.Opened opened) {
        out.writeByte(EventType.OPENED)
                .writeVar(opened.requestId())
                .writeText(opened.connectionId())
                .writeText(opened.brokerId())
                .writeVar(opened.windowMessages())
                .writeVar(opened.windowBytes())
                .writeVar(opened.maxMessageBytes())
                .writeByte(opened.stores() ? 1 : 0);
    }

    private void write(Event.Page page) {
        out.writeByte(EventType.PAGE).writeVar(page.requestId()).writeByte(page.last() ? 1 : 0);
        List<Event.Browsed> messages = page.messages();
        out.writeVar(messages.size());
        for (Event.Browsed browsed : messages) {
            out.writeVar(browsed.deliveryCount());
            Parts.write(out, browsed.message(), parts);
        }
    }

    /** The message comes last, without its length. */
    @Override
    public void onDeliver(Event.Deliver event) {
        out.writeByte(EventType.DELIVER)
                .writeVar(event.sessionId())
                .writeVar(event.consumerId())
                .writeVar(event.deliveryId())
                .writeVar(event.deliveryCount());
        Parts.write(out, event.message(), parts);
    }

    @Override
    public void onGranted(Event.Granted event) {
        out.writeByte(EventType.GRANTED)
                .writeVar(event.sessionId())
                .writeVar(event.messages())
                .writeVar(event.bytes());
    }

    @Override
    public void onRecall(Event.Recall event) {
        out.writeByte(EventType.RECALL).writeVar(event.sessionId()).writeVar(event.consumerId());
    }

    @Override
    public void onSendRefused(Event.SendRefused event) {
        out.writeByte(EventType.SEND_REFUSED).writeVar(event.sessionId());
        Fields.writeOptional(out, event.messageId());
        Fields.writeDestination(out, event.destination());
        out.writeByte(ErrorNumbers.of(event.code()));
        Fields.writeReason(out, event.reason(), Fields.MAX_REASON);
    }

    @Override
    public void onDestinationDeleted(Event.DestinationDeleted event) {
        out.writeByte(EventType.DESTINATION_DELETED);
        Fields.writeDestination(out, event.destination());
    }

    @Override
    public void onDisconnected(Event.Disconnected event) {
        out.writeByte(EventType.DISCONNECTED);
        Fields.writeReason(out, event.reason(), Fields.MAX_REASON);
        out.writeByte(event.mayReturn() ? 1 : 0);
    }
}
