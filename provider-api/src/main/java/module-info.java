/** What applications and administrators compile against. */
module io.chasqui.api {
    requires transitive jakarta.messaging;
    requires static transitive java.transaction.xa;
    requires static transitive org.jspecify;
    requires transitive java.naming;

    exports io.chasqui.api;
    exports io.chasqui.api.broker;
    exports io.chasqui.api.jndi;
    exports io.chasqui.api.option;
    exports io.chasqui.api.security;
    exports io.chasqui.api.spi;

    uses io.chasqui.api.broker.BrokerProvider;
    uses io.chasqui.api.spi.ConnectionProvider;

    provides javax.naming.spi.InitialContextFactory with
            io.chasqui.api.jndi.ChasquiInitialContextFactory;
}
