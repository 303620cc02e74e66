package io.chasqui.ra.inbound;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import javax.transaction.xa.XAResource;

/** A container's transaction in a real transaction manager, with other resources before and behind that of the adapter. */
class NarayanaTransaction implements TestBean.Transaction {

    private final TransactionManager transactions;
    private final XAResource before;
    private final XAResource behind;

    NarayanaTransaction(TransactionManager transactions) {
        this(transactions, null, null);
    }

    /** @param before enlisted first, and behind last; null for none */
    NarayanaTransaction(TransactionManager transactions, XAResource before, XAResource behind) {
        this.transactions = transactions;
        this.before = before;
        this.behind = behind;
    }

    @Override
    public void begin(XAResource resource) throws Exception {
        transactions.begin();
        for (XAResource each : new XAResource[] {before, resource, behind}) {
            if (each != null) {
                transactions.getTransaction().enlistResource(each);
            }
        }
    }

    @Override
    public void end(boolean rollback) throws Exception {
        if (rollback || transactions.getStatus() != Status.STATUS_ACTIVE) {
            boolean unexpected = !rollback;
            transactions.rollback();
            if (unexpected) {
                throw new IllegalStateException("the transaction was rolled back meanwhile");
            }
        } else {
            transactions.commit();
        }
    }
}
