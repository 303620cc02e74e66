package io.chasqui.build;

import java.util.ArrayList;
import java.util.List;

/** The places that may break a rule, by name. The list only shrinks: one that is no longer needed fails the build. */
final class Exemptions {

    /**
     * @param subject as in {@link Finding#subject()}
     * @param reason why the rule does not serve here
     */
    record Exemption(Rule rule, String subject, String reason) {}

    static final List<Exemption> ALLOWED = List.of();

    private Exemptions() {}

    /** What is wrong after the exemptions: the findings not exempted, and the exemptions not needed. */
    static List<String> apply(List<Exemption> exemptions, List<Finding> findings) {
        List<Exemption> unused = new ArrayList<>(exemptions);
        List<String> offenders = new ArrayList<>();
        for (Finding finding : findings) {
            boolean exempt = false;
            for (Exemption exemption : exemptions) {
                if (exemption.rule() == finding.rule() && exemption.subject().equals(finding.subject())) {
                    exempt = true;
                    unused.remove(exemption);
                }
            }
            if (!exempt) {
                offenders.add(finding.toString());
            }
        }
        for (Exemption exemption : unused) {
            offenders.add("The exemption of " + exemption.subject() + " from " + exemption.rule()
                    + " is no longer needed: remove it from Exemptions.ALLOWED.");
        }
        return offenders;
    }
}
