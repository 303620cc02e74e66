package io.chasqui.samples.enterprise.checks;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.ConnectionEventListener;
import javax.sql.StatementEventListener;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAResource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/** An H2 database whose part in transactions is a {@link HaltingResource}. A bean with the usual properties. */
public final class HaltingDatabase implements XADataSource {

    private final JdbcDataSource database = new JdbcDataSource();

    /** A source without an address; {@link #setURL} gives it one. */
    public HaltingDatabase() {}

    /** The address of the database. */
    public void setURL(String url) {
        database.setURL(url);
    }

    /** The address of the database, as servers also spell it. */
    public void setUrl(String url) {
        database.setURL(url);
    }

    /** The address of the database. */
    public String getUrl() {
        return database.getURL();
    }

    /** Who connects. */
    public void setUser(String user) {
        database.setUser(user);
    }

    /** Who connects. */
    public String getUser() {
        return database.getUser();
    }

    /** That user's password. */
    public void setPassword(String password) {
        database.setPassword(password);
    }

    @Override
    public XAConnection getXAConnection() throws SQLException {
        return new HaltingConnection(database.getXAConnection());
    }

    @Override
    public XAConnection getXAConnection(String user, String password) throws SQLException {
        return new HaltingConnection(database.getXAConnection(user, password));
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return database.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) {
        database.setLogWriter(writer);
    }

    @Override
    public int getLoginTimeout() {
        return database.getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        database.setLoginTimeout(seconds);
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("io.chasqui.samples");
    }

    /** A connection to the database that shows the other resource. */
    private static final class HaltingConnection implements XAConnection {

        private final XAConnection connection;
        private final XAResource resource;

        HaltingConnection(XAConnection connection) throws SQLException {
            this.connection = connection;
            this.resource = new HaltingResource(connection.getXAResource());
        }

        @Override
        public XAResource getXAResource() {
            return resource;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return connection.getConnection();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }

        @Override
        public void addConnectionEventListener(ConnectionEventListener listener) {
            connection.addConnectionEventListener(listener);
        }

        @Override
        public void removeConnectionEventListener(ConnectionEventListener listener) {
            connection.removeConnectionEventListener(listener);
        }

        @Override
        public void addStatementEventListener(StatementEventListener listener) {
            connection.addStatementEventListener(listener);
        }

        @Override
        public void removeStatementEventListener(StatementEventListener listener) {
            connection.removeStatementEventListener(listener);
        }
    }
}
