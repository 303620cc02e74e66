package io.chasqui.engine.session;

import io.chasqui.message.Destination;
import io.chasqui.protocol.Identity;

/** Decides who may do what. Answers at once; used by any loop. */
@FunctionalInterface
public interface Permissions {

    /** Everybody may do everything. */
    Permissions ALL = (who, action, destination) -> true;

    /** What somebody may do with a destination. */
    enum Action {
        SEND("send to"),
        CONSUME("consume from"),
        BROWSE("browse"),
        /** To make it by using it, if it is permanent; to make a durable subscription to it, if it is a topic. */
        CREATE("create"),
        /** To delete a durable subscription to it. */
        DELETE("delete"),
        MANAGE("manage");

        private final String text;

        Action(String text) {
            this.text = text;
        }

        /** The action as it stands before the destination in a message. */
        String text() {
            return text;
        }
    }

    boolean allow(Identity who, Action action, Destination destination);
}
