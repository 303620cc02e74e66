package io.chasqui.samples.enterprise.checks;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;

/** Answers what is wanted of the queue {@code checks.selector}. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "destination", propertyValue = "checks.selector"),
            @ActivationConfigProperty(propertyName = "messageSelector", propertyValue = "kind = 'wanted'")
        })
public class SelectorBean extends Answering {}
