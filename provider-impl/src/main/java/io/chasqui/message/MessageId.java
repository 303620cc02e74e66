package io.chasqui.message;

/**
 * Identifies one sent message: a prefix that is unique for each client session of any installation, and a number
 * counted up by that session. Its text is made only when somebody asks for it.
 *
 * @param prefix unique for the session, without {@code ID:}
 * @param sequence counted up from 1 for each message of the session
 */
public record MessageId(String prefix, long sequence) {

    /** The value of {@code JMSMessageID}: {@code ID:<prefix>:<sequence>} (Jakarta Messaging 3.1, 3.4.3). */
    public String text() {
        return "ID:" + prefix + ':' + sequence;
    }

    @Override
    public String toString() {
        return text();
    }
}
