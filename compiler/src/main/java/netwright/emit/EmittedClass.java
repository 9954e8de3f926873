package netwright.emit;

/// A class file in memory.
///
/// @param name the binary name, such as `com.acme.HousePrices`
/// @param bytes the class file
public record EmittedClass(String name, byte[] bytes) {}
