package io.chasqui.samples.enterprise.checks;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;

/** Answers what comes to the queue {@code checks.queue}. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "destination", propertyValue = "checks.queue")
        })
public class QueueBean extends Answering {}
