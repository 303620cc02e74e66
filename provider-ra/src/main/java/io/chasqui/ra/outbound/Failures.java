package io.chasqui.ra.outbound;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAllocationException;
import jakarta.resource.spi.SecurityException;

/** Goes between the exceptions of Jakarta Messaging and those of Jakarta Connectors. Stateless. */
final class Failures {

    private Failures() {}

    /** What an application is told: our own exception when the server only wrapped it, for it says most. */
    static JMSException jms(String action, ResourceException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JMSException own) {
                return own;
            }
        }
        String message = "could not " + action + ": " + failure.getMessage();
        JMSException told = failure instanceof SecurityException
                ? new JMSSecurityException(message)
                : failure instanceof ResourceAllocationException
                        ? new jakarta.jms.ResourceAllocationException(message)
                        : new JMSException(message);
        told.initCause(failure);
        told.setLinkedException(failure);
        return told;
    }

    /** What the server is told when a connection cannot be opened. */
    static ResourceException opening(String what, JMSException failure) {
        String message = "cannot connect to " + what + ": " + failure.getMessage();
        return failure instanceof JMSSecurityException
                ? new SecurityException(message, failure)
                : new ResourceAllocationException(message, failure);
    }

    static ResourceException badProperty(IllegalArgumentException bad) {
        return new InvalidPropertyException(bad.getMessage(), bad);
    }

    /** What Jakarta Messaging 3.1, 12.2 keeps from applications inside a server. */
    static IllegalStateException forbidden(String call) {
        return new IllegalStateException(
                call + " is not for applications in a Jakarta EE web or enterprise bean container"
                        + " (Jakarta Messaging 3.1, 12.2): the server looks after connections and deliveries there");
    }

    static IllegalStateException closed(String what) {
        return new IllegalStateException("the " + what + " is closed");
    }
}
