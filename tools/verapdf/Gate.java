import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Holds PDF files against veraPDF's PDF/UA-1 profile and prints what fails.
 *
 * The profile is read with the JDK's own XML parser, so that no XML binding library is needed.
 */
public final class Gate {
    private static final String PROFILE = "/org/verapdf/pdfa/validation/PDFUA-1.xml";
    private static final int SHOWN_PER_RULE = 3;

    private Gate() {
    }

    /** Exit code 0: every file passes; 1: at least one does not. */
    public static void main(String[] files) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile profile = profile();
        boolean passed = true;
        for (String file : files) {
            passed &= check(file, profile);
        }
        System.exit(passed ? 0 : 1);
    }

    private static boolean check(String file, ValidationProfile profile) throws Exception {
        try (InputStream in = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, PDFAFlavour.PDFUA_1)) {
            PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, 100, false, false, false);
            ValidationResult result = validator.validate(parser);
            System.out.printf("%s: %d checks, %d failed rules%n",
                    file, result.getTotalAssertions(), result.getFailedChecks().size());
            Map<RuleId, Integer> shown = new LinkedHashMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                RuleId rule = assertion.getRuleId();
                if (assertion.getStatus() == TestAssertion.Status.FAILED
                        && shown.merge(rule, 1, Integer::sum) <= SHOWN_PER_RULE) {
                    System.out.printf("  %s-%d: %s (%s)%n", rule.getClause(), rule.getTestNumber(),
                            assertion.getMessage(), assertion.getLocation().getContext());
                }
            }
            return result.isCompliant();
        }
    }

    private static ValidationProfile profile() throws Exception {
        try (InputStream in = Gate.class.getResourceAsStream(PROFILE)) {
            Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
            Set<Rule> rules = new HashSet<>();
            NodeList found = document.getElementsByTagName("rule");
            for (int i = 0; i < found.getLength(); i++) {
                rules.add(rule((Element) found.item(i)));
            }
            Set<Variable> variables = new HashSet<>();
            found = document.getElementsByTagName("variable");
            for (int i = 0; i < found.getLength(); i++) {
                Element one = (Element) found.item(i);
                variables.add(Profiles.variableFromValues(one.getAttribute("name"), one.getAttribute("object"),
                        words(one, "defaultValue"), words(one, "value")));
            }
            return Profiles.profileFromValues(PDFAFlavour.PDFUA_1,
                    Profiles.profileDetailsFromValues("PDF/UA-1", "", "", new Date(0)), "", rules, variables);
        }
    }

    private static Rule rule(Element one) {
        Element id = (Element) one.getElementsByTagName("id").item(0);
        RuleId name = Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
        Boolean deferred = one.hasAttribute("deferred") ? Boolean.valueOf(one.getAttribute("deferred")) : null;
        return Profiles.ruleFromValues(name, one.getAttribute("object"), deferred, one.getAttribute("tags"),
                words(one, "description"), words(one, "test"),
                Profiles.errorFromValues(words(one, "message"), Collections.emptyList()), Collections.emptyList());
    }

    private static String words(Element one, String tag) {
        NodeList found = one.getElementsByTagName(tag);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
