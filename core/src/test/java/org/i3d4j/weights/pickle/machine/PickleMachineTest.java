package org.i3d4j.weights.pickle.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.i3d4j.error.WeightsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PickleMachineTest {
    private static final String SOURCE = "file.pt";

    /** Runs a pickle of a byte a char. */
    private static Object read(String pickle) {
        byte[] bytes = pickle.getBytes(StandardCharsets.ISO_8859_1);
        return PickleMachine.read(new PickleInput(new ByteArrayInputStream(bytes), SOURCE, bytes.length))
                .root();
    }

    private static void assertRefused(String pickle, String message) {
        assertThatThrownBy(() -> read(pickle))
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith(SOURCE + ": byte ")
                .hasMessageContaining(message);
    }

    @Test
    void readsNumbersOfEveryProtocol() {
        assertThat(read("K\u00ff.")).isEqualTo(255L);
        assertThat(read("M\u00ff\u00ff.")).isEqualTo(65535L);
        assertThat(read("J\u00fe\u00ff\u00ff\u00ff.")).isEqualTo(-2L);
        assertThat(read("\u008a\u0000.")).isEqualTo(0L);
        assertThat(read("\u008a\u0002\u0000\u0080.")).isEqualTo(-32768L);
        assertThat(read("\u008b\u0001\u0000\u0000\u0000\u00ff.")).isEqualTo(-1L);
        assertThat(read("\u008a\u0009\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0001."))
                .isEqualTo(BigInteger.TWO.pow(64));
        assertThat(read("I-7\n.")).isEqualTo(-7L);
        assertThat(read("L12L\n.")).isEqualTo(12L);
        assertThat(read("I01\n.")).isEqualTo(true);
        assertThat(read("F-1.5\n.")).isEqualTo(-1.5);
        assertThat(read("G?\u00f8\u0000\u0000\u0000\u0000\u0000\u0000.")).isEqualTo(1.5);
    }

    @Test
    void readsTextOfEveryProtocol() {
        assertThat(read("S'ab'\n.")).isEqualTo("ab");
        assertThat(read("Vab\n.")).isEqualTo("ab");
        assertThat(read("U\u0002a\u00ff.")).isEqualTo("a\u00ff");
        assertThat(read("X\u0002\u0000\u0000\u0000\u00c3\u00bc.")).isEqualTo("ü");
        assertThat(read("\u0080\u0004\u0095\u0004\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u008c\u0001a\u0094."))
                .isEqualTo("a");
    }

    @Test
    void buildsCollections() {
        assertThat(((PyDict) read("(U\u0001aK\u0001d.")).entries()).containsEntry("a", 1L);
        assertThat(((PyDict) read("ccollections\nOrderedDict\n](U\u0001aK\u0001la\u0085R.")).entries())
                .containsEntry("a", 1L);
        assertThat(((PyList) read("](K\u0001K\u0002e.")).items()).containsExactly(1L, 2L);
        assertThat(((PyList) read("cbuiltins\nset\n](K\u0001e\u0085R.")).items())
                .containsExactly(1L);
        assertThat(((PyTuple) read("K\u0001K\u0002\u0086.")).items()).containsExactly(1L, 2L);
    }

    @Test
    void readsNumbersOfNumPy() {
        String type = "cnumpy\ndtype\n(U\u0002%sK\u0000K\u0001tR(K\u0003U\u0001%sNNNtb";
        String scalar = "cnumpy.core.multiarray\nscalar\n";
        assertThat(read(scalar + type.formatted("f4", "<") + "C\u0004\u0000\u0000\u00c0?\u0086R."))
                .isEqualTo(1.5);
        assertThat(read(scalar + type.formatted("i2", "<") + "U\u0002\u00fe\u00ff\u0086R."))
                .isEqualTo(-2L);
        assertRefused(scalar + type.formatted("f4", ">") + "C\u00041234\u0086R.", "little-endian");
        assertRefused(scalar + type.formatted("f8", "<") + "C\u00041234\u0086R.", "'f8' in 4 bytes");
        assertRefused(scalar + type.formatted("O8", "|") + "C\u000812345678\u0086R.", "'O8' can't be read");
    }

    @ParameterizedTest
    @CsvSource({
        "os, system",
        "posix, system",
        "builtins, eval",
        "__builtin__, exec",
        "subprocess, Popen",
        "builtins, getattr",
        "torch.storage, _load_from_bytes",
        "torch, load",
        "webbrowser, open",
        "numpy, load",
        "java.lang, Runtime",
        "operator, attrgetter",
        "collections, namedtuple",
        "torch.hub, load"
    })
    void refusesToNameAnythingElse(String module, String name) {
        String refusal = "refers to " + module + "." + name + ", which is no tensor";
        assertRefused("c" + module + "\n" + name + "\n(S'touch harmed'\ntR.", refusal);
        assertRefused("}U\u0001ac" + module + "\n" + name + "\n(S'touch harmed'\ntRs.", refusal);
        String stackGlobal =
                "\u0080\u0004\u008c" + (char) module.length() + module + "\u008c" + (char) name.length() + name;
        assertRefused(stackGlobal + "\u0093\u008c\u0001x\u0085R.", refusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "c__main__\\nNet\\nq\u0000)\u0081}b.; holds a pickled model (class __main__.Net)",
                "}U\u0001mc__main__\\nNet\\n)\u0081}bs.; holds an object of class __main__.Net",
                "}U\u0001mctorch.nn.modules.conv\\nConv3d\\n)\u0081}bs.; pickled model (class torch.nn.modules.conv.Conv3d)",
                "(U\u0006modulec__main__\\nNet\\nU\u0001fU\u0001stQ.; holds a pickled model (class __main__.Net)",
                "c__torch__.net\\nNet\\n.; holds a TorchScript model",
                "(S'x'\\nios\\nsystem\\n.; INST",
                "(cbuiltins\\ndict\\no.; OBJ",
                "P0\\n.; PERSID",
                "\u0082\u0001.; EXT1",
                "cbuiltins\\ndict\\n)}\u0092.; NEWOBJ_EX"
            })
    void saysWhatElseIsRefused(String pickle, String message) {
        assertRefused(pickle.replace("\\n", "\n"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // the stack
                ".; takes 1 values off the stack",
                "0.; takes 1 values",
                "K\u0001(0.; takes 1 values",
                "t.; an end without a beginning",
                "(K\u0001s.; takes 2 values",
                "]K\u0001K\u0002s.; expected a dict, found list",
                "}K\u0001a.; expected a list, found dict",
                "}(K\u0001u.; a key without a value",
                "}]K\u0001s.; a list can't be the key",
                "h\u0005.; recalls object 5",
                "K\u0001)R.; expected a function, found int",
                "cbuiltins\\ndict\\nK\u0001R.; the arguments of a call, found int",
                "K\u0001}b.; a int takes no attributes",
                // lengths
                "U\u00ffabc; 255 bytes were to follow, 3 are left",
                "X\u00ff\u00ff\u00ff\u007f.; 2147483647 bytes were to follow",
                "X\u00ff\u00ff\u00ff\u00ff.; 4294967295 bytes were to follow",
                "\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff.; -1 bytes were to follow",
                "\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f.; 9223372036854775807 bytes",
                "\u0096\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0080.; -9223372036854775808 bytes",
                "T\u00ff\u00ff\u00ff\u00ff.; -1 bytes",
                "\u008b\u00ff\u00ff\u00ff\u007f.; an integer of 2147483647 bytes",
                "\u008b\u00ff\u00ff\u00ff\u00ff.; an integer of -1 bytes",
                "Kx; 1 bytes were to follow, 0 are left",
                // text
                "X\u0001\u0000\u0000\u0000\u00ff.; not UTF-8",
                "I1x\\n.; expected a whole number",
                "Fx\\n.; expected a number",
                "gx\\n.; the number of a stored object",
                "S'a\\n.; expected text in quotes",
                "S'\\x41'\\n.; text with escapes",
                "\u0080\u0006.; pickle protocol 6",
                "\u00ff.; 0xff is no instruction",
                // tensors
                "NQ.; a persistent id that is no PyTorch storage",
                ")Q.; a persistent id",
                "U\u0007storage\u0085Q.; the key of a storage, found None",
                "(U\u0007storageNU\u00010U\u0003cpuK\u0001tQ.; the type of storage '0', found None",
                "(U\u0007storagectorch\\nFloatStorage\\nU\u00010U\u0003cpuJ\u00ff\u00ff\u00ff\u00fftQ.; of a storage of -1",
                "ctorch._utils\\n_rebuild_tensor\\n)R.; torch._utils._rebuild_tensor: expected a storage, found None",
                "ctorch._utils\\n_rebuild_parameter\\n)R.; expected a tensor, found None"
            })
    void namesWhatIsWrong(String pickle, String message) {
        assertRefused(pickle.replace("\\n", "\n"), message);
    }

    @Test
    void refusesAStorageThatIsTwoThings() {
        String id = "(U\u0007storagectorch\n%s\nU\u00010U\u0003cpuK\u0001tQ";
        assertRefused(id.formatted("FloatStorage") + id.formatted("LongStorage") + ".", "at another");
    }

    @Test
    void refusesTooManyInstructions() {
        assertRefused("N0".repeat(WorkBudget.UNITS / 2) + "N.", "more than 2000000 steps");
    }

    /** Each call copies a list: a short pickle would fill any memory. */
    @ParameterizedTest
    @ValueSource(strings = {"builtins\nlist", "builtins\nfrozenset", "collections\nOrderedDict"})
    void refusesToCopyWithoutBound(String name) {
        String items = "](" + "K\u0001K\u0002\u0086".repeat(10_000) + "e\u0085q\u00000";
        assertRefused(items + ("c" + name + "\nh\u0000R").repeat(1000) + ".", "more than 2000000 steps");
    }

    @Test
    void readsDeepNestingAndObjectsThatHoldThemselves() {
        int depth = 200_000;
        assertThat(((PyList) read("]".repeat(depth) + "a".repeat(depth - 1) + ".")).items())
                .hasSize(1);
        assertThat(((PyTuple) read(")" + "\u0085".repeat(depth) + ".")).size()).isEqualTo(1);
        PyDict dict = (PyDict) read("}q\u0000U\u0001ah\u0000s.");
        assertThat(dict.entries().get("a")).isSameAs(dict);
        assertRefused("(".repeat(depth) + ".", "takes 1 values");
    }

    /** Doubles its size forty times; hashing or printing the key would visit all of it. */
    @Test
    void takesTuplesThatShareTheirItemsAsKeys() {
        String bomb = "K\u0001" + "2\u0086".repeat(40);
        assertThat(((PyDict) read("}" + bomb + "K\u0001s.")).entries()).hasSize(1);
        assertRefused("}" + bomb + "R.", "a function, found dict");
    }
}
