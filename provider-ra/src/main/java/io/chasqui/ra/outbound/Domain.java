package io.chasqui.ra.outbound;

import jakarta.jms.IllegalStateException;

/** Which of the APIs a connection or session was made for, and so which calls Table 9-1 of the specification forbids. */
enum Domain {
    COMMON,
    QUEUE,
    TOPIC;

    /** @throws IllegalStateException on objects of the queue domain */
    void refuseInQueueDomain(String call) throws IllegalStateException {
        refuse(QUEUE, call);
    }

    /** @throws IllegalStateException on objects of the topic domain */
    void refuseInTopicDomain(String call) throws IllegalStateException {
        refuse(TOPIC, call);
    }

    private void refuse(Domain other, String call) throws IllegalStateException {
        if (this == other) {
            throw new IllegalStateException(call + " is not for objects of the "
                    + (other == QUEUE ? "queue" : "topic")
                    + " domain (Jakarta Messaging 3.1, Table 9-1); use a plain Connection");
        }
    }
}
