package org.i3d4j.report.parquet;

import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.LogicalTypes;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;

/**
 * A column of a Parquet table; every row has a value, or a list of values, none of them null.
 *
 * @param isList whether a row has a list, which may be empty
 * @param isText whether the bytes are UTF-8
 */
public record ParquetColumn(String name, Type type, boolean isList, boolean isText) {

    /** A text a row. */
    public static ParquetColumn text(String name) {
        return new ParquetColumn(name, Type.BYTE_ARRAY, false, true);
    }

    /** An int32 a row. */
    public static ParquetColumn integer(String name) {
        return new ParquetColumn(name, Type.INT32, false, false);
    }

    /** A list of int32 a row. */
    public static ParquetColumn ints(String name) {
        return new ParquetColumn(name, Type.INT32, true, false);
    }

    /** A list of float32 a row. */
    public static ParquetColumn floats(String name) {
        return new ParquetColumn(name, Type.FLOAT, true, false);
    }

    /** A float64 a row. */
    public static ParquetColumn real(String name) {
        return new ParquetColumn(name, Type.DOUBLE, false, false);
    }

    /** Names from the table down to the values. */
    List<String> path() {
        return isList ? List.of(name, "list", "element") : List.of(name);
    }

    /** As the schema has it, depth first: a list has three levels, as Parquet's LogicalTypes.md asks. */
    Stream<SchemaElement> schema() {
        if (!isList) {
            return Stream.of(values(name));
        }
        SchemaElement list = new SchemaElement(name)
                .setRepetition_type(FieldRepetitionType.REQUIRED)
                .setNum_children(1)
                .setConverted_type(ConvertedType.LIST)
                .setLogicalType(LogicalType.LIST(new ListType()));
        SchemaElement repeated = new SchemaElement("list")
                .setRepetition_type(FieldRepetitionType.REPEATED)
                .setNum_children(1);
        return Stream.of(list, repeated, values("element"));
    }

    private SchemaElement values(String elementName) {
        SchemaElement element = new SchemaElement(elementName)
                .setRepetition_type(FieldRepetitionType.REQUIRED)
                .setType(type);
        return isText ? element.setConverted_type(ConvertedType.UTF8).setLogicalType(LogicalTypes.UTF8) : element;
    }
}
