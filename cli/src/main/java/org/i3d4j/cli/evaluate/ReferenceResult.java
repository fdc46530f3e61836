package org.i3d4j.cli.evaluate;

import java.math.BigDecimal;
import java.math.MathContext;
import org.i3d4j.evaluate.Evaluation;

/** The line that the reference system ends an evaluation with, a Python dict. */
final class ReferenceResult {
    private static final int DOUBLE_DIGITS = 17;

    private ReferenceResult() {}

    /** Such as <code>{'Top_1_Accuracy': 0.71, 'Top_5_Accuracy': 0.89}</code>. */
    static String line(Evaluation evaluation) {
        return "{'Top_1_Accuracy': " + python(evaluation.top1()) + ", 'Top_5_Accuracy': " + python(evaluation.top5())
                + "}";
    }

    /** A share in [0, 1] as Python prints it: the fewest digits that give it back; with an exponent below 1e-4. */
    static String python(double share) {
        BigDecimal shortest = shortest(share);
        if (share == 0 || shortest.compareTo(new BigDecimal("1e-4")) >= 0) {
            String plain = shortest.toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return digits.charAt(0) + fraction + "e-" + (exponent > -10 ? "0" : "") + -exponent;
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < DOUBLE_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(DOUBLE_DIGITS)).stripTrailingZeros();
    }
}
