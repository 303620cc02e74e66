package io.chasqui.ra.inbound;

import com.arjuna.ats.arjuna.common.CoreEnvironmentBeanException;
import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.RecoveryEnvironmentBean;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.arjuna.recovery.RecoveryManager;
import com.arjuna.ats.internal.arjuna.recovery.AtomicActionRecoveryModule;
import com.arjuna.ats.internal.jta.recovery.arjunacore.JTANodeNameXAResourceOrphanFilter;
import com.arjuna.ats.internal.jta.recovery.arjunacore.JTATransactionLogXAResourceOrphanFilter;
import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;
import com.arjuna.ats.jta.common.JTAEnvironmentBean;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import com.arjuna.ats.jta.recovery.XAResourceRecoveryHelper;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import jakarta.transaction.TransactionManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.transaction.xa.XAResource;

/** A real transaction manager, of which there can be one in a JVM. */
public final class Narayana {

    private static final String NODE = "chasqui";

    private Narayana() {}

    /** The one of this JVM, with a log that all tests share. */
    public static TransactionManager shared() {
        return Shared.MANAGER;
    }

    private static final class Shared {
        private static final TransactionManager MANAGER = begin();

        private static TransactionManager begin() {
            try {
                return start(Files.createTempDirectory(Path.of("target"), "narayana-"));
            } catch (CoreEnvironmentBeanException | IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Has it keep its log in this directory; before anything else, and once in a JVM. */
    static TransactionManager start(Path log) throws CoreEnvironmentBeanException {
        arjPropertyManager.getCoreEnvironmentBean().setNodeIdentifier(NODE);
        for (String store : new String[] {null, "stateStore", "communicationStore"}) {
            ObjectStoreEnvironmentBean bean = store == null
                    ? BeanPopulator.getDefaultInstance(ObjectStoreEnvironmentBean.class)
                    : BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store);
            bean.setObjectStoreDir(log.toString());
        }
        return com.arjuna.ats.jta.TransactionManager.transactionManager();
    }

    /** Completes what the log of an earlier JVM says, and rolls back the branches of its transactions that are not in it. */
    static void recover(XAResource... resources) {
        RecoveryEnvironmentBean recovery = BeanPopulator.getDefaultInstance(RecoveryEnvironmentBean.class);
        recovery.setRecoveryBackoffPeriod(1);
        recovery.setRecoveryListener(false);
        JTAEnvironmentBean jta = jtaPropertyManager.getJTAEnvironmentBean();
        jta.setXaRecoveryNodes(List.of(NODE));
        jta.setOrphanSafetyInterval(1);
        jta.setXaResourceOrphanFilters(
                List.of(new JTATransactionLogXAResourceOrphanFilter(), new JTANodeNameXAResourceOrphanFilter()));
        XARecoveryModule branches = new XARecoveryModule();
        branches.addXAResourceRecoveryHelper(new XAResourceRecoveryHelper() {
            @Override
            public boolean initialise(String ignored) {
                return true;
            }

            @Override
            public XAResource[] getXAResources() {
                return resources;
            }
        });
        recovery.setRecoveryModules(List.of(new AtomicActionRecoveryModule(), branches));
        RecoveryManager manager = RecoveryManager.manager(RecoveryManager.DIRECT_MANAGEMENT);
        manager.initialize();
        manager.scan();
        manager.scan();
        manager.terminate();
    }
}
