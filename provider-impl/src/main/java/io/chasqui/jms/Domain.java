package io.chasqui.jms;

import io.chasqui.jms.message.FailureCodes;
import jakarta.jms.IllegalStateException;

/** Which of the APIs a connection or session was made for, and so which calls Table 9-1 of the specification forbids. */
enum Domain {
    COMMON,
    QUEUE,
    TOPIC;

    /** @throws IllegalStateException on objects of the queue domain */
    void refuseInQueueDomain(String call) throws IllegalStateException {
        if (this == QUEUE) {
            throw new IllegalStateException(
                    call + " is not for objects of the queue domain (Jakarta Messaging 3.1,"
                            + " Table 9-1); use a Connection or TopicConnection",
                    FailureCodes.ILLEGAL_STATE);
        }
    }

    /** @throws IllegalStateException on objects of the topic domain */
    void refuseInTopicDomain(String call) throws IllegalStateException {
        if (this == TOPIC) {
            throw new IllegalStateException(
                    call + " is not for objects of the topic domain (Jakarta Messaging 3.1,"
                            + " Table 9-1); use a Connection or QueueConnection",
                    FailureCodes.ILLEGAL_STATE);
        }
    }
}
