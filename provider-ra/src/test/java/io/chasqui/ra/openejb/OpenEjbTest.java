package io.chasqui.ra.openejb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.ra.admin.QueueObject;
import java.io.File;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.naming.InitialContext;
import org.apache.openejb.assembler.classic.AppInfo;
import org.apache.openejb.assembler.classic.Assembler;
import org.apache.openejb.assembler.classic.ProxyFactoryInfo;
import org.apache.openejb.assembler.classic.ResourceInfo;
import org.apache.openejb.assembler.classic.SecurityServiceInfo;
import org.apache.openejb.assembler.classic.TransactionServiceInfo;
import org.apache.openejb.config.AppModule;
import org.apache.openejb.config.ConfigurationFactory;
import org.apache.openejb.config.ConnectorModule;
import org.apache.openejb.config.EjbModule;
import org.apache.openejb.config.ReadDescriptors;
import org.apache.openejb.config.sys.Resource;
import org.apache.openejb.jee.Beans;
import org.apache.openejb.jee.EjbJar;
import org.apache.openejb.jee.MessageDrivenBean;
import org.apache.openejb.jee.StatelessBean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The adapter in a real container, TomEE's, in this JVM: a message-driven bean, and contexts in JTA transactions. */
class OpenEjbTest {

    private static final File DESCRIPTOR = new File("src/main/rar/META-INF/ra.xml");

    private static Assembler assembler;
    private static Sender sender;

    @BeforeAll
    static void deploy() throws Exception {
        System.setProperty("java.naming.factory.initial", "org.apache.openejb.core.LocalInitialContextFactory");
        // Another transaction manager is on the class path, for other tests.
        System.setProperty("com.arjuna.ats.jta.cdi.TransactionExtension.active", "false");
        ConfigurationFactory configuration = new ConfigurationFactory();
        assembler = new Assembler();
        assembler.createProxyFactory(configuration.configureService(ProxyFactoryInfo.class));
        assembler.createTransactionManager(configuration.configureService(TransactionServiceInfo.class));
        assembler.createSecurityService(configuration.configureService(SecurityServiceInfo.class));

        ClassLoader classes = OpenEjbTest.class.getClassLoader();
        ConnectorModule connector = new ConnectorModule(
                ReadDescriptors.readConnector(DESCRIPTOR.toURI().toURL()), classes, "chasqui", "chasqui");
        assembler.createApplication(configuration.configureApplication(new AppModule(connector)));

        for (String name : new String[] {"in", "out"}) {
            // Or it looks for a queue of another provider, under the name that the bean gives as its destination.
            Resource queue = new Resource(name, "jakarta.jms.Queue");
            queue.setClassName(QueueObject.class.getName());
            queue.getProperties().setProperty("name", name);
            assembler.createResource(List.of(), configuration.configureService(queue, ResourceInfo.class));
        }
        EjbJar jar = new EjbJar("application");
        jar.addEnterpriseBean(new StatelessBean(Sender.class));
        jar.addEnterpriseBean(new MessageDrivenBean(Forwarder.class));
        EjbModule beans = new EjbModule(jar);
        beans.setBeans(new Beans());
        AppInfo application = configuration.configureApplication(new AppModule(beans));
        assembler.createApplication(application);
        sender = (Sender) new InitialContext().lookup("SenderLocalBean");
    }

    @AfterAll
    static void undeploy() {
        assembler.destroy();
    }

    private static void assertNothingIn(String queue) {
        assertNull(sender.receive(queue, -1));
    }

    @Test
    void aBeanGetsAMessageAndSendsItOn() {
        sender.sendInjected("in", "plain", false);
        assertEquals("plain/1", sender.receive("out", 10_000));
        assertNothingIn("out");
        assertNothingIn("in");
    }

    /** What the bean has sent by then is rolled back as well: only the second delivery is heard of. */
    @ParameterizedTest
    @ValueSource(strings = {"throw", "rollback"})
    void aBeanThatFailsGetsTheMessageAgain(String how) {
        sender.sendCreated("in", how, false);
        assertEquals(how + "/2", sender.receive("out", 10_000));
        assertNothingIn("out");
        assertNothingIn("in");
    }

    @Test
    void whatIsSentInATransactionIsCommittedOrRolledBackWithIt() {
        sender.sendInjected("side", "injected, rolled back", true);
        sender.sendCreated("side", "created, rolled back", true);
        assertNothingIn("side");
        sender.sendInjected("side", "injected", false);
        assertEquals("injected", sender.receive("side", 10_000));
        sender.sendCreated("side", "created", false);
        assertEquals("created", sender.receive("side", 10_000));
        assertNothingIn("side");
    }

    @Test
    void manyMessagesGoThroughOnceEach() {
        for (int i = 0; i < 50; i++) {
            sender.sendInjected("in", "m" + i, false);
        }
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < 50; i++) {
            String text = sender.receive("out", 10_000);
            assertTrue(seen.add(text), () -> text + " came twice, or one is missing: " + seen);
        }
        assertNothingIn("out");
        assertNothingIn("in");
    }
}
