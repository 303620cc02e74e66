/** What applications and administrators compile against. */
module io.chasqui.api {
    requires transitive jakarta.messaging;
    requires static transitive java.transaction.xa;
    requires static transitive org.jspecify;
    requires java.naming;

    exports io.chasqui.api;
    exports io.chasqui.api.spi;

    uses io.chasqui.api.spi.ConnectionProvider;
}
