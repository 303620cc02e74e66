package io.chasqui.benchmarks.compare.scenarios;

/** Who sends what to whom in a {@link Load}; set up once, then only read. */
final class LoadShape {

    /** What one send is. */
    enum Mode {
        PLAIN,
        /** Sessions are transacted, {@code batch} messages a commit. */
        TRANSACTED,
        /** A two-phase transaction for each message, on both sides. */
        XA,
        /** With a CompletionListener, at most {@link Load#ASYNCHRONOUS} under way for each sender. */
        COMPLETION
    }

    boolean topic;
    boolean persistent;
    boolean durableSubscribers;
    int destinations = 1;
    /** Threads that send. */
    int senders = 1;
    /** Sessions that each of them sends over in turn. */
    int outletsPerSender = 1;
    /** How many of those share a connection. */
    int outletsPerConnection = 1;
    /** For each destination. */
    int receivers = 1;
    /** How many of them share a connection, each with a session of its own. */
    int receiversPerConnection = 1;
    /** Messages have one of so many keys, and each receiver selects one; 0 for no selectors. */
    int keys;
    /** Whether a receiver uses the connection of the sender to its destination. */
    boolean sameConnection;

    int batch = 1;
    Mode mode = Mode.PLAIN;
    /** Messages a second of all senders together; 0 for as many as there can be. */
    int rate;
    /** One message in so many has its latency recorded. */
    int sampleEvery = 1;

    static LoadShape queue() {
        return new LoadShape();
    }

    static LoadShape topic() {
        LoadShape shape = new LoadShape();
        shape.topic = true;
        return shape;
    }

    LoadShape persistent() {
        persistent = true;
        return this;
    }

    LoadShape durableSubscribers() {
        durableSubscribers = true;
        return this;
    }

    LoadShape destinations(int number) {
        destinations = number;
        return this;
    }

    LoadShape senders(int number) {
        senders = number;
        return this;
    }

    LoadShape outletsPerSender(int number) {
        outletsPerSender = number;
        return this;
    }

    LoadShape outletsPerConnection(int number) {
        outletsPerConnection = number;
        return this;
    }

    LoadShape receivers(int number) {
        receivers = number;
        return this;
    }

    LoadShape receiversPerConnection(int number) {
        receiversPerConnection = number;
        return this;
    }

    LoadShape keys(int number) {
        keys = number;
        return this;
    }

    LoadShape sameConnection() {
        sameConnection = true;
        return this;
    }

    LoadShape mode(Mode mode, int batch) {
        this.mode = mode;
        this.batch = batch;
        return this;
    }

    LoadShape rate(int messagesPerSecond) {
        rate = messagesPerSecond;
        return this;
    }

    LoadShape sampleEvery(int messages) {
        sampleEvery = messages;
        return this;
    }

    int outlets() {
        return senders * outletsPerSender;
    }

    int streams() {
        return outlets() * Math.max(1, keys);
    }

    /** Where an outlet sends. */
    int destinationOf(int outlet) {
        return outlet % destinations;
    }

    /** Which deliveries one message makes. */
    int fanOut() {
        return topic && keys == 0 ? receivers : 1;
    }

    /** Whether receivers share the messages of a queue among them. */
    boolean competing() {
        return !topic && keys == 0 && receivers > 1;
    }

    /** Whether a receiver should get a stream. */
    boolean expects(int receiver, int stream) {
        int outlet = keys == 0 ? stream : stream / keys;
        boolean keyFits = keys == 0 || stream % keys == keyOf(receiver);
        return keyFits && destinationOf(outlet) == receiver / receivers;
    }

    int keyOf(int receiver) {
        return receiver % receivers % Math.max(1, keys);
    }
}
