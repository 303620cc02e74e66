package io.chasqui.samples.enterprise.checks;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.jms.MessageListener;

/** Answers what is wanted of the queue {@code checks.selector}. */
@MessageDriven(
        messageListenerInterface = MessageListener.class,
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "destination", propertyValue = "checks.selector"),
            @ActivationConfigProperty(propertyName = "messageSelector", propertyValue = "kind = 'wanted'")
        })
public class SelectorBean extends Answering {}
