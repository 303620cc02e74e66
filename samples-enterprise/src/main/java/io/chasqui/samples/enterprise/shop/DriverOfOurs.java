package io.chasqui.samples.enterprise.shop;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * Takes the database driver that came with this application out of the JVM's list of drivers. It would keep the application in
 * memory after it is undeployed, and with it what the application sees of the resource adapter.
 */
@WebListener
public class DriverOfOurs implements ServletContextListener {

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        List<Driver> ours = DriverManager.drivers()
                .filter(driver -> driver.getClass().getClassLoader() == DriverOfOurs.class.getClassLoader())
                .toList();
        for (Driver driver : ours) {
            try {
                DriverManager.deregisterDriver(driver);
            } catch (SQLException e) {
                event.getServletContext().log("A database driver cannot be deregistered", e);
            }
        }
    }
}
