package io.chasqui.jms;

import jakarta.jms.JMSContext;
import jakarta.jms.XAJMSContext;
import javax.transaction.xa.XAResource;

/** A context on an XA session; contexts derived from it are ordinary. */
final class JmsXaContext extends JmsContext implements XAJMSContext {

    private final JmsXaSession session;

    JmsXaContext(ContextFamily family, JmsXaSession session) {
        super(family, session);
        this.session = session;
    }

    @Override
    public JMSContext getContext() {
        Unchecked.run(core()::checkOpen);
        return this;
    }

    @Override
    public XAResource getXAResource() {
        return session.getXAResource();
    }

    @Override
    public boolean getTransacted() {
        return super.getTransacted();
    }

    @Override
    public void commit() {
        super.commit();
    }

    @Override
    public void rollback() {
        super.rollback();
    }
}
