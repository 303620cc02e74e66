package io.chasqui.engine;

import io.chasqui.engine.DurableModel.Item;
import io.chasqui.engine.DurableModel.Operation;
import io.chasqui.engine.SimulatedClient.Taker;
import io.chasqui.message.Body;
import io.chasqui.message.Destination;
import io.chasqui.message.EncodedBody;
import io.chasqui.message.Message;
import io.chasqui.message.MessageId;
import io.chasqui.protocol.BodyIntake;
import io.chasqui.protocol.BranchId;
import io.chasqui.protocol.ConnectionCommand.SessionKind;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.SessionCommand;
import io.chasqui.protocol.TransactionCommand;
import io.chasqui.protocol.TransactionCommand.EndMode;
import io.chasqui.protocol.TransactionCommand.StartMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** A client that does random things in one session of a {@link DurableWorld}, and tells the model what it was answered. */
final class DurableActor {

    static final Destination QUEUE = Destination.queue("q");
    static final Destination OTHER_QUEUE = Destination.queue("another");
    static final Destination TOPIC = Destination.topic("t");
    static final String SUBSCRIPTION = "sub";
    private static final List<Destination> ALL = List.of(QUEUE, OTHER_QUEUE, TOPIC);

    private final DurableWorld world;
    private final DurableModel model;
    private final Random random;
    private final String name;
    private final SimulatedClient client;
    private final SessionKind kind;
    private final long session;
    private final List<Taker> takers = new ArrayList<>();
    private final Map<Taker, String> sources = new HashMap<>();
    private final int[] number;
    private Operation work = new Operation();
    private BranchId branch = new BranchId(0, new byte[1], new byte[0]);
    private boolean busy;
    private long lastId;

    /** @param number counts messages and branches, over all lives */
    DurableActor(DurableWorld world, DurableModel model, SessionKind kind, String name, int[] number) {
        this.world = world;
        this.model = model;
        this.random = world.random;
        this.kind = kind;
        this.name = name;
        this.number = number;
        this.client = SimulatedClient.remote(world.engine());
        this.session = client.session(kind);
        if (kind == SessionKind.XA) {
            startBranch();
        }
    }

    /** The name of what a destination's messages are consumed from. */
    private static String backlog(Destination destination) {
        return destination.isQueue() ? destination.name() : SUBSCRIPTION;
    }

    void act() {
        if (busy) {
            return;
        }
        if (random.nextInt(60) == 0) {
            // The answers are lost, and the broker goes on with what was asked for.
            send(false);
            finish();
            client.cut();
            busy = true;
            return;
        }
        switch (random.nextInt(9)) {
            case 0, 1, 2 -> send(random.nextInt(4) == 0);
            case 3 -> open();
            case 4 -> credit();
            case 5, 6 -> look();
            case 7 -> finish();
            default -> startOver();
        }
    }

    /** Numbers a message or a commit. */
    private MessageId nextId() {
        return new MessageId(name, ++lastId);
    }

    private void send(boolean inFile) {
        Destination destination = ALL.get(random.nextInt(ALL.size()));
        int priority = random.nextInt(6) == 0 ? 7 : 4;
        boolean delayed = random.nextInt(8) == 0;
        String text = name + (delayed ? "-late" + number[0] : "") + "/" + priority + ":" + ++number[0];
        MessageId messageId = nextId();
        Message.Builder message = new Message.Builder(destination)
                .id(messageId)
                .priority(priority)
                .persistent(true)
                .timestamp(world.now())
                .deliveryTime(world.now() + (delayed ? 1 + random.nextInt(50) : 0));
        Item item = new Item(backlog(destination), text);
        if (!inFile) {
            send(message.body(new Body.Text(text)).build(), item, messageId);
            return;
        }
        busy = true;
        store(new Body.Text(text), body -> {
            busy = false;
            send(message.body(body).build(), item, messageId);
        });
    }

    /** As the broker's end of a link does with a body that is too large for memory. */
    private void store(Body body, Consumer<Body> then) {
        EncodedBody encoded = EncodedBody.of(body);
        int length = (int) encoded.length();
        int first = 1 + random.nextInt(length - 1);
        BodyIntake.Incoming upload = world.engine().bodies().begin(true);
        encoded.read(0, first, piece -> upload.next(piece, () -> {}));
        if (random.nextInt(20) == 0) {
            upload.abandon();
            busy = false;
        } else {
            encoded.read(first, length - first, piece -> upload.next(piece, () -> {}));
            upload.end(then);
        }
    }

    private void send(Message message, Item item, MessageId messageId) {
        if (kind == SessionKind.PLAIN) {
            Operation operation = model.begin(new Operation());
            operation.sent.add(item);
            operation.id = messageId;
            client.request(id -> new SessionCommand.Send(id, session, message), event -> {
                if (event instanceof Event.Completed) {
                    model.done(operation);
                }
            });
        } else {
            work.sent.add(item);
            client.send(new SessionCommand.Send(0, session, message));
        }
    }

    private void open() {
        if (takers.size() < 3) {
            Destination destination = ALL.get(random.nextInt(ALL.size()));
            Taker taker = destination.isQueue()
                    ? client.selecting(session, destination, random.nextInt(3) == 0 ? "JMSPriority > 5" : null)
                    : client.sharedDurable(session, destination, SUBSCRIPTION);
            takers.add(taker);
            sources.put(taker, backlog(destination));
        }
    }

    private void credit() {
        takers.stream()
                .filter(taker -> taker.open && !taker.deaf)
                .forEach(taker -> client.send(new SessionCommand.AddCredit(session, taker.id, 1 + random.nextInt(3))));
    }

    private void look() {
        for (Taker taker : takers) {
            Event.Deliver next = taker.deaf ? null : taker.look();
            if (next != null) {
                work.consumed.add(new Item(sources.get(taker), SimulatedClient.text(next.message())));
            }
        }
    }

    /** Acknowledges or commits. */
    private void finish() {
        Operation ending = model.begin(work);
        ending.atomic = kind != SessionKind.PLAIN;
        work = new Operation();
        List<io.chasqui.protocol.Seen> seen = seen();
        if (kind == SessionKind.XA) {
            busy = true;
            client.request(id -> new TransactionCommand.End(id, session, branch, EndMode.SUCCESS, seen), ended -> {
                if (ended instanceof Event.Completed) {
                    decide(ending);
                }
            });
        } else if (kind == SessionKind.PLAIN && random.nextInt(4) == 0) {
            model.undone(ending);
            ending.consumed.forEach(model::maybeConsumed);
            client.send(new SessionCommand.Acknowledge(0, session, seen));
        } else {
            busy = true;
            MessageId commitId = kind == SessionKind.PLAIN ? null : nextId();
            ending.id = commitId;
            client.request(
                    id -> kind == SessionKind.PLAIN
                            ? new SessionCommand.Acknowledge(id, session, seen)
                            : new TransactionCommand.Commit(id, session, seen, commitId),
                    event -> {
                        if (event instanceof Event.Completed) {
                            model.done(ending);
                            busy = false;
                        }
                    });
        }
    }

    private List<io.chasqui.protocol.Seen> seen() {
        return takers.stream().map(Taker::seenSoFar).toList();
    }

    private void startBranch() {
        busy = true;
        int next = ++number[0];
        branch = new BranchId(7, new byte[] {(byte) next, (byte) (next >> 8), (byte) (next >> 16)}, new byte[0]);
        client.request(
                id -> new TransactionCommand.Start(id, session, branch, StartMode.NEW, 0),
                event -> busy = !(event instanceof Event.Completed));
    }

    private void decide(Operation ending) {
        BranchId ended = branch;
        if (random.nextInt(3) == 0) {
            commit(ended, true, ending);
            return;
        }
        client.request(id -> new TransactionCommand.Prepare(id, ended), vote -> {
            if (!(vote instanceof Event.Voted voted)) {
                return;
            }
            if (voted.readOnly()) {
                model.done(ending);
                startBranch();
            } else if (random.nextInt(4) > 0) {
                commit(ended, false, ending);
            } else {
                client.request(id -> new TransactionCommand.RollbackBranch(id, ended), event -> {
                    if (event instanceof Event.Completed) {
                        model.undone(ending);
                        startBranch();
                    }
                });
            }
        });
    }

    private void commit(BranchId ended, boolean onePhase, Operation ending) {
        client.request(id -> new TransactionCommand.CommitBranch(id, ended, onePhase), event -> {
            if (event instanceof Event.Completed) {
                model.done(ending);
                startBranch();
            }
        });
    }

    private void startOver() {
        if (kind != SessionKind.XA && !takers.isEmpty()) {
            busy = true;
            work = new Operation();
            client.startOver(takers, kind == SessionKind.TRANSACTED, () -> busy = false);
        }
    }
}
