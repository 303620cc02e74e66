package io.chasqui.ra.inbound;

import io.chasqui.selector.Selector;
import io.chasqui.selector.SelectorSyntaxException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.beans.IntrospectionException;
import java.beans.PropertyDescriptor;
import java.io.Serializable;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a message-driven bean asks for (Jakarta Messaging 3.1, 13.1; Jakarta Connectors 2.1, 13.4.2): a bean that the
 * application server fills from {@code @ActivationConfigProperty} and its own configuration. Only a destination is required:
 * {@code destinationLookup} or {@code destination}.
 *
 * <p>All properties are texts, so that a value that cannot be understood is a warning when the bean is activated, and its
 * default counts; the deployment does not fail. Times are milliseconds. Properties in one row are names of the same thing, of
 * which the last that was set counts:
 *
 * <table>
 * <caption>Properties</caption>
 * <tr><th>Property</th><th>Default</th><th>Meaning</th></tr>
 * <tr><td>destinationLookup</td><td></td><td>JNDI name of the queue or topic; comes before destination</td></tr>
 * <tr><td>destination</td><td></td><td>name of the queue or topic in the broker; with useJNDI its JNDI name at first</td></tr>
 * <tr><td>destinationType</td><td>what was looked up, else jakarta.jms.Queue</td><td>jakarta.jms.Queue or
 * jakarta.jms.Topic</td></tr>
 * <tr><td>useJNDI, useJndi</td><td>false</td><td>whether destination is looked up in JNDI first</td></tr>
 * <tr><td>jndiParams</td><td></td><td>environment for JNDI, as name=value;name=value</td></tr>
 * <tr><td>connectionFactoryLookup</td><td></td><td>JNDI name of a connection factory that says which broker and user, in
 * place of the resource adapter</td></tr>
 * <tr><td>user, userName</td><td>the adapter's</td><td>who connects</td></tr>
 * <tr><td>password</td><td>the adapter's</td><td>the password of that user</td></tr>
 * <tr><td>messageSelector</td><td>all messages</td><td>which messages to deliver</td></tr>
 * <tr><td>acknowledgeMode</td><td>Auto-acknowledge</td><td>Auto-acknowledge or Dups-ok-acknowledge; for endpoints without a
 * container's transaction</td></tr>
 * <tr><td>subscriptionDurability</td><td>NonDurable</td><td>Durable or NonDurable; for topics</td></tr>
 * <tr><td>subscriptionName</td><td>for Durable, the name of the activation</td><td>the name of the subscription</td></tr>
 * <tr><td>clientId</td><td>the adapter's; for Durable, else the name of the activation</td><td>the client ID</td></tr>
 * <tr><td>shareSubscriptions</td><td>false</td><td>whether the subscription is a shared one, which several servers can have in
 * common</td></tr>
 * <tr><td>noLocal</td><td>false</td><td>whether messages sent over the same connection are left out; for unshared
 * subscriptions</td></tr>
 * <tr><td>maxSession, maxSessions, endpointPoolMaxSize</td><td>10</td><td>how many messages are delivered at a time at most
 * </td></tr>
 * <tr><td>singleConnection</td><td>true</td><td>all sessions share one connection; there is no other way</td></tr>
 * <tr><td>prefetch</td><td>16</td><td>how many messages each session has in hand at most</td></tr>
 * <tr><td>batchSize</td><td>1</td><td>how many messages are delivered in one transaction of the adapter's own at most; for
 * endpoints without a container's transaction, which is one message's</td></tr>
 * <tr><td>maximumRedeliveries</td><td>-1</td><td>how often a message comes again before it goes to the dead-letter queue of
 * the broker; -1 until the broker itself (broker.maxDeliveries) gives up</td></tr>
 * <tr><td>initialRedeliveryDelay</td><td>1000</td><td>the pause before a message comes again</td></tr>
 * <tr><td>redeliveryBackOffMultiplier</td><td>2</td><td>how much longer each further pause is</td></tr>
 * <tr><td>maximumRedeliveryDelay</td><td>60000</td><td>the longest such pause</td></tr>
 * <tr><td>setupAttempts</td><td>-1</td><td>how often in a row to try to connect and subscribe; -1 for ever</td></tr>
 * <tr><td>setupInterval</td><td>5000</td><td>the longest pause between such attempts; the first are shorter</td></tr>
 * <tr><td>deactivationTimeout</td><td>30000</td><td>how long the end of an activation waits for messages being processed</td>
 * </tr>
 * </table>
 */
public class ChasquiActivationSpec implements ActivationSpec, Serializable {

    private static final long serialVersionUID = 1L;

    /** By the first name in each row. */
    private final TreeMap<String, String> values = new TreeMap<>();

    private transient @Nullable ResourceAdapter resourceAdapter;

    /** For application servers. */
    public ChasquiActivationSpec() {}

    /**
     * Refuses what can never work: no destination, or a selector that is none.
     *
     * @throws InvalidPropertyException names the property, the value and the rule
     */
    @Override
    public void validate() throws InvalidPropertyException {
        if (getDestinationLookup() == null && getDestination() == null) {
            throw invalid(
                    "destination",
                    "no destination is set; set destinationLookup to the JNDI name of a queue or topic, or destination to"
                            + " its name in the broker");
        }
        String selector = getMessageSelector();
        if (selector != null) {
            try {
                Selector.parse(selector);
            } catch (SelectorSyntaxException e) {
                throw invalid(
                        "messageSelector", "messageSelector '" + selector + "' is no selector: " + e.getMessage());
            }
        }
    }

    private static InvalidPropertyException invalid(String property, String message) {
        InvalidPropertyException invalid = new InvalidPropertyException(message);
        try {
            invalid.setInvalidPropertyDescriptors(
                    new PropertyDescriptor[] {new PropertyDescriptor(property, ChasquiActivationSpec.class)});
        } catch (IntrospectionException e) {
            throw new IllegalStateException("there is no property " + property, e);
        }
        return invalid;
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return resourceAdapter;
    }

    @Override
    public void setResourceAdapter(@Nullable ResourceAdapter resourceAdapter) {
        this.resourceAdapter = resourceAdapter;
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    /** Application servers give the empty text for what was left empty in their forms. */
    private void set(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            values.remove(name);
        } else {
            values.put(name, name.equals("password") ? value : value.trim());
        }
    }

    /** Another name of a property: an empty value leaves that as it is. */
    private void setOther(String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            set(name, value);
        }
    }

    // Properties.

    public @Nullable String getDestinationLookup() {
        return get("destinationLookup");
    }

    public void setDestinationLookup(@Nullable String destinationLookup) {
        set("destinationLookup", destinationLookup);
    }

    public @Nullable String getDestination() {
        return get("destination");
    }

    public void setDestination(@Nullable String destination) {
        set("destination", destination);
    }

    public @Nullable String getDestinationType() {
        return get("destinationType");
    }

    public void setDestinationType(@Nullable String destinationType) {
        set("destinationType", destinationType);
    }

    public @Nullable String getUseJNDI() {
        return get("useJNDI");
    }

    public void setUseJNDI(@Nullable String useJNDI) {
        set("useJNDI", useJNDI);
    }

    public @Nullable String getUseJndi() {
        return get("useJNDI");
    }

    public void setUseJndi(@Nullable String useJndi) {
        setOther("useJNDI", useJndi);
    }

    public @Nullable String getJndiParams() {
        return get("jndiParams");
    }

    public void setJndiParams(@Nullable String jndiParams) {
        set("jndiParams", jndiParams);
    }

    public @Nullable String getConnectionFactoryLookup() {
        return get("connectionFactoryLookup");
    }

    public void setConnectionFactoryLookup(@Nullable String connectionFactoryLookup) {
        set("connectionFactoryLookup", connectionFactoryLookup);
    }

    public @Nullable String getUser() {
        return get("user");
    }

    public void setUser(@Nullable String user) {
        set("user", user);
    }

    public @Nullable String getUserName() {
        return get("user");
    }

    public void setUserName(@Nullable String userName) {
        setOther("user", userName);
    }

    public @Nullable String getPassword() {
        return get("password");
    }

    public void setPassword(@Nullable String password) {
        set("password", password);
    }

    public @Nullable String getMessageSelector() {
        return get("messageSelector");
    }

    public void setMessageSelector(@Nullable String messageSelector) {
        set("messageSelector", messageSelector);
    }

    public @Nullable String getAcknowledgeMode() {
        return get("acknowledgeMode");
    }

    public void setAcknowledgeMode(@Nullable String acknowledgeMode) {
        set("acknowledgeMode", acknowledgeMode);
    }

    public @Nullable String getSubscriptionDurability() {
        return get("subscriptionDurability");
    }

    public void setSubscriptionDurability(@Nullable String subscriptionDurability) {
        set("subscriptionDurability", subscriptionDurability);
    }

    public @Nullable String getSubscriptionName() {
        return get("subscriptionName");
    }

    public void setSubscriptionName(@Nullable String subscriptionName) {
        set("subscriptionName", subscriptionName);
    }

    public @Nullable String getClientId() {
        return get("clientId");
    }

    public void setClientId(@Nullable String clientId) {
        set("clientId", clientId);
    }

    public @Nullable String getShareSubscriptions() {
        return get("shareSubscriptions");
    }

    public void setShareSubscriptions(@Nullable String shareSubscriptions) {
        set("shareSubscriptions", shareSubscriptions);
    }

    public @Nullable String getNoLocal() {
        return get("noLocal");
    }

    public void setNoLocal(@Nullable String noLocal) {
        set("noLocal", noLocal);
    }

    public @Nullable String getMaxSession() {
        return get("maxSession");
    }

    public void setMaxSession(@Nullable String maxSession) {
        set("maxSession", maxSession);
    }

    public @Nullable String getMaxSessions() {
        return get("maxSession");
    }

    public void setMaxSessions(@Nullable String maxSessions) {
        setOther("maxSession", maxSessions);
    }

    public @Nullable String getEndpointPoolMaxSize() {
        return get("maxSession");
    }

    public void setEndpointPoolMaxSize(@Nullable String endpointPoolMaxSize) {
        setOther("maxSession", endpointPoolMaxSize);
    }

    public @Nullable String getSingleConnection() {
        return get("singleConnection");
    }

    public void setSingleConnection(@Nullable String singleConnection) {
        set("singleConnection", singleConnection);
    }

    public @Nullable String getPrefetch() {
        return get("prefetch");
    }

    public void setPrefetch(@Nullable String prefetch) {
        set("prefetch", prefetch);
    }

    public @Nullable String getBatchSize() {
        return get("batchSize");
    }

    public void setBatchSize(@Nullable String batchSize) {
        set("batchSize", batchSize);
    }

    public @Nullable String getMaximumRedeliveries() {
        return get("maximumRedeliveries");
    }

    public void setMaximumRedeliveries(@Nullable String maximumRedeliveries) {
        set("maximumRedeliveries", maximumRedeliveries);
    }

    public @Nullable String getInitialRedeliveryDelay() {
        return get("initialRedeliveryDelay");
    }

    public void setInitialRedeliveryDelay(@Nullable String initialRedeliveryDelay) {
        set("initialRedeliveryDelay", initialRedeliveryDelay);
    }

    public @Nullable String getRedeliveryBackOffMultiplier() {
        return get("redeliveryBackOffMultiplier");
    }

    public void setRedeliveryBackOffMultiplier(@Nullable String redeliveryBackOffMultiplier) {
        set("redeliveryBackOffMultiplier", redeliveryBackOffMultiplier);
    }

    public @Nullable String getMaximumRedeliveryDelay() {
        return get("maximumRedeliveryDelay");
    }

    public void setMaximumRedeliveryDelay(@Nullable String maximumRedeliveryDelay) {
        set("maximumRedeliveryDelay", maximumRedeliveryDelay);
    }

    public @Nullable String getSetupAttempts() {
        return get("setupAttempts");
    }

    public void setSetupAttempts(@Nullable String setupAttempts) {
        set("setupAttempts", setupAttempts);
    }

    public @Nullable String getSetupInterval() {
        return get("setupInterval");
    }

    public void setSetupInterval(@Nullable String setupInterval) {
        set("setupInterval", setupInterval);
    }

    public @Nullable String getDeactivationTimeout() {
        return get("deactivationTimeout");
    }

    public void setDeactivationTimeout(@Nullable String deactivationTimeout) {
        set("deactivationTimeout", deactivationTimeout);
    }

    /** Two are equal when all their properties are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChasquiActivationSpec that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** Without the password. */
    @Override
    public String toString() {
        TreeMap<String, String> shown = new TreeMap<>(values);
        shown.replace("password", "***");
        return "ChasquiActivationSpec " + shown;
    }
}
