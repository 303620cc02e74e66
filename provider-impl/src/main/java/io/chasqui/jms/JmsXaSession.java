package io.chasqui.jms;

import io.chasqui.jms.message.FailureCodes;
import jakarta.jms.JMSException;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TopicSession;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.XAQueueSession;
import jakarta.jms.XATopicSession;
import javax.transaction.xa.XAResource;

/**
 * A session whose work belongs to the branch that its {@link JmsXaResource} is in. Outside any branch what it sends takes
 * effect at once and what it receives is acknowledged at once (XA-7).
 */
final class JmsXaSession extends JmsSession implements XAQueueSession, XATopicSession {

    private final JmsXaResource resource;

    JmsXaSession(SessionCore core, Domain domain) {
        super(core, domain);
        resource = new JmsXaResource(core);
    }

    @Override
    public XAResource getXAResource() {
        return resource;
    }

    @Override
    public Session getSession() throws JMSException {
        core().checkOpen();
        return this;
    }

    @Override
    public QueueSession getQueueSession() throws JMSException {
        core().checkOpen();
        return this;
    }

    @Override
    public TopicSession getTopicSession() throws JMSException {
        core().checkOpen();
        return this;
    }

    @Override
    public boolean getTransacted() throws JMSException {
        core().checkOpen();
        return true;
    }

    @Override
    public void commit() throws JMSException {
        core().checkOpen();
        throw controlled("commit");
    }

    @Override
    public void rollback() throws JMSException {
        core().checkOpen();
        throw controlled("rollback");
    }

    private static TransactionInProgressException controlled(String call) {
        return new TransactionInProgressException(
                call + " is not for XA sessions: the transaction manager ends their transactions",
                FailureCodes.TRANSACTION_IN_PROGRESS);
    }
}
