package io.chasqui.ra.inbound;

import io.chasqui.api.ChasquiConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import jakarta.resource.spi.ActivationSpec;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.transaction.xa.XAResource;

/**
 * A JVM with a server: a transaction manager that keeps a log, and the adapter with a broker that keeps its data. It delivers
 * one message and halts on the way; or it recovers, and says what there is then.
 */
final class RecoveryChild {

    private static final String URL = "vm://recovery";

    private RecoveryChild() {}

    /** @param args what to do, and the directory that everything is kept in */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[1]);
        TransactionManager transactions = Narayana.start(directory.resolve("log"));
        String data = URL + "?broker.dataDirectory=" + directory.resolve("data");
        try (TestServer server = new TestServer(data)) {
            switch (args[0]) {
                case "halt-in-prepare" -> deliver(server, transactions, null, HaltingResource.inPrepare());
                case "halt-in-commit" -> deliver(server, transactions, HaltingResource.inCommit(), null);
                default -> recover(server);
            }
        }
        System.exit(0);
    }

    /** A bean sends on what it gets; the transaction never ends in this JVM. */
    private static void deliver(
            TestServer server, TransactionManager transactions, XAResource before, XAResource behind) throws Exception {
        XAConnection outbound = new ChasquiConnectionFactory(URL).createXAConnection();
        TestBean bean = TestBean.transacted(() -> new NarayanaTransaction(transactions, before, behind), delivery -> {
            XASession session = outbound.createXASession();
            transactions.getTransaction().enlistResource(session.getXAResource());
            session.createProducer(session.createQueue("out")).send(session.createTextMessage(delivery.text));
        });
        try (JMSContext context = new ChasquiConnectionFactory(URL).createContext()) {
            context.createProducer().send(context.createQueue("in"), "a");
        }
        server.deploy(bean, InboundFixture.spec("in"));
        while (true) {
            LockSupport.park();
        }
    }

    private static void recover(TestServer server) throws Exception {
        XAResource[] resources = server.adapter.getXAResources(new ActivationSpec[0]);
        say("in doubt before", resources[0].recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN).length);
        Narayana.recover(resources);
        say("in doubt after", resources[0].recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN).length);
        try (JMSContext context = new ChasquiConnectionFactory(URL).createContext()) {
            say("in", contents(context, "in"));
            say("out", contents(context, "out"));
        }
    }

    private static List<String> contents(JMSContext context, String queue) throws Exception {
        List<String> all = new ArrayList<>();
        try (JMSConsumer consumer = context.createConsumer(context.createQueue(queue))) {
            for (Message next = consumer.receiveNoWait(); next != null; next = consumer.receiveNoWait()) {
                all.add(next.getBody(String.class) + "/" + next.getIntProperty("JMSXDeliveryCount"));
            }
        }
        return all;
    }

    private static void say(String what, Object value) {
        System.out.println("> " + what + ": " + value);
    }
}
