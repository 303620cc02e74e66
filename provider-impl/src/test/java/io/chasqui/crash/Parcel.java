package io.chasqui.crash;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Random;

/** Turns items into messages and back, and sees whether one has arrived whole. */
final class Parcel {

    private static final int USUAL_LENGTH = 1500;
    private static final int GREAT_LENGTH = 40_000;

    private Parcel() {}

    static Message wrap(Session session, Item item) throws JMSException {
        TextMessage message = session.createTextMessage(bodyOf(item));
        message.setStringProperty("item", item.toString());
        message.setStringProperty("parity", item.number() % 2 == 0 ? "even" : "odd");
        return message;
    }

    static Item unwrap(Message message) throws JMSException {
        Item item = Item.parse(message.getStringProperty("item"));
        if (!bodyOf(item).equals(message.getBody(String.class))) {
            throw new IllegalStateException("the body of " + item + " has changed: " + message);
        }
        return item;
    }

    /** A body of some length that can be made again from the item. */
    private static String bodyOf(Item item) {
        Random random = new Random(item.hashCode());
        int length = random.nextInt(random.nextInt(50) == 0 ? GREAT_LENGTH : USUAL_LENGTH);
        return item + " " + ("" + (char) ('a' + random.nextInt(26))).repeat(length);
    }
}
