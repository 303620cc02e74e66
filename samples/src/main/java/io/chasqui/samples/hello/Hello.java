package io.chasqui.samples.hello;

import io.chasqui.api.ChasquiConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;

/** Sends a message to a queue and takes it from there, all in this JVM: {@code vm://hello} starts a broker by itself. */
public final class Hello {

    private Hello() {}

    public static void main(String[] args) {
        try (JMSContext context = new ChasquiConnectionFactory("vm://hello").createContext()) {
            Queue greetings = context.createQueue("greetings");
            context.createProducer().send(greetings, "Hello from Chasqui!");
            String greeting = context.createConsumer(greetings).receiveBody(String.class, 5_000);
            System.out.println(greeting);
        }
    }
}
