package netwright.data;

import java.util.List;
import netwright.runtime.train.DataSet;

/// What one file holds.
///
/// @param fields as asked for, the labels of classes known
/// @param hash SHA-256 of the file, in hexadecimal
record Samples(DataSet rows, List<Field> fields, String hash) {}
