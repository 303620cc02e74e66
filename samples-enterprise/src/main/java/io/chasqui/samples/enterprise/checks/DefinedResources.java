package io.chasqui.samples.enterprise.checks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.JMSConnectionFactoryDefinition;
import jakarta.jms.JMSDestinationDefinition;

/**
 * A factory and a queue that the application defines by itself. {@code ra} is the name under which the adapter is deployed.
 * WildFly does not pass on the {@code destinationName}, so that it is there twice, and needs the {@code className}.
 * Nothing else is in this class: a server that refuses definitions can be given the application without it.
 */
@JMSConnectionFactoryDefinition(
        name = "java:app/jms/definedFactory",
        interfaceName = "jakarta.jms.ConnectionFactory",
        resourceAdapter = "ra",
        clientId = "defined",
        minPoolSize = 0,
        maxPoolSize = 1)
@JMSDestinationDefinition(
        name = "java:app/jms/definedQueue",
        interfaceName = "jakarta.jms.Queue",
        className = "io.chasqui.ra.admin.QueueObject",
        resourceAdapter = "ra",
        destinationName = "checks.defined",
        properties = "physicalName=checks.defined")
@ApplicationScoped
public class DefinedResources {}
