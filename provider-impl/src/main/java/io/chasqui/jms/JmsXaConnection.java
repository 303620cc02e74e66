package io.chasqui.jms;

import jakarta.jms.JMSException;
import jakarta.jms.XAQueueConnection;
import jakarta.jms.XAQueueSession;
import jakarta.jms.XASession;
import jakarta.jms.XATopicConnection;
import jakarta.jms.XATopicSession;

/** A connection whose XA sessions take part in distributed transactions; its other sessions are ordinary (XA-6). */
final class JmsXaConnection extends JmsConnection implements XAQueueConnection, XATopicConnection {

    JmsXaConnection(ConnectionCore core, Domain domain) {
        super(core, domain);
    }

    @Override
    public XASession createXASession() throws JMSException {
        return open(domain());
    }

    @Override
    public XAQueueSession createXAQueueSession() throws JMSException {
        return open(Domain.QUEUE);
    }

    @Override
    public XATopicSession createXATopicSession() throws JMSException {
        return open(Domain.TOPIC);
    }

    private JmsXaSession open(Domain sessionDomain) throws JMSException {
        core().checkOpen();
        core().use();
        return new JmsXaSession(core().openSession(AcknowledgeMode.XA), sessionDomain);
    }
}
