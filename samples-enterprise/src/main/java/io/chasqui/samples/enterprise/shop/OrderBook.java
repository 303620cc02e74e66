package io.chasqui.samples.enterprise.shop;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.EJBException;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The orders in the database. Its methods take part in the transaction of their caller.
 *
 * <p>The database comes with the application and lives in memory; give the definition the address of yours.
 */
@DataSourceDefinition(
        name = "java:app/jdbc/shop",
        className = "org.h2.jdbcx.JdbcDataSource",
        url = "jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE",
        user = "sa",
        password = "sa")
@Startup
@Singleton
@Lock(LockType.READ)
public class OrderBook {

    @Resource(lookup = "java:app/jdbc/shop")
    private DataSource dataSource;

    /** Makes the table, in no transaction: that is not for a transaction to undo. */
    @PostConstruct
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void open() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists orders (number int generated always as identity primary key,"
                    + " item varchar(200), quantity int, state varchar(10))");
        } catch (SQLException e) {
            throw new EJBException("The table of orders cannot be made", e);
        }
    }

    /** Writes down a new order, in state {@code TAKEN}, and gives it a number. */
    public int write(String item, int quantity) {
        String insert = "insert into orders (item, quantity, state) values (?, ?, 'TAKEN')";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(insert, Statement.RETURN_GENERATED_KEYS)) {
            statement.setString(1, item);
            statement.setInt(2, quantity);
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getInt(1);
            }
        } catch (SQLException e) {
            throw new EJBException("The order cannot be written", e);
        }
    }

    /** Puts an order into state {@code BOOKED}. */
    public void booked(int number) {
        String update = "update orders set state = 'BOOKED' where number = ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setInt(1, number);
            if (statement.executeUpdate() != 1) {
                throw new EJBException("There is no order " + number + " to book");
            }
        } catch (SQLException e) {
            throw new EJBException("The order " + number + " cannot be booked", e);
        }
    }

    /** The state of an order; null when there is none of that number. */
    public @Nullable String stateOf(int number) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select state from orders where number = ?")) {
            statement.setInt(1, number);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        } catch (SQLException e) {
            throw new EJBException("The order " + number + " cannot be read", e);
        }
    }
}
