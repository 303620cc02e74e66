package io.chasqui.samples.enterprise.checks;

import static io.chasqui.samples.enterprise.checks.FailedCheck.expect;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * A server that dies when it has decided to commit and has not told everybody. When it is started again its recovery has to
 * find the prepared message in the broker, and commit it.
 */
@DataSourceDefinition(
        name = "java:app/jdbc/halting",
        className = "io.chasqui.samples.enterprise.checks.HaltingDatabase",
        url = "jdbc:h2:mem:halting;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE"
                + ";INIT=create table if not exists touched (id int)",
        user = "sa",
        password = "sa")
@ApplicationScoped
public class InDoubtChecks {

    static final String QUEUE = "checks.in-doubt";

    @Resource(lookup = "java:comp/env/jms/factory")
    private ConnectionFactory factory;

    @Resource(lookup = "java:app/jdbc/halting")
    private DataSource halting;

    @Resource
    private UserTransaction transaction;

    @Inject
    private Mailbox mailbox;

    /** Ends the JVM in the middle of a commit; comes back only when that went wrong. */
    String haltInCommit() throws Exception {
        transaction.begin();
        try (Connection connection = halting.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into touched values (1)");
        }
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(context.createQueue(QUEUE), "decided");
        }
        HaltingResource.arm();
        transaction.commit();
        expect("the JVM halted in the commit", true, false);
        return "never";
    }

    /** After the restart: the message comes, once. */
    String afterHalt() throws Exception {
        expect("message", "decided", mailbox.peek(QUEUE));
        expect("second message", null, mailbox.peek(QUEUE));
        return "committed by the recovery";
    }
}
