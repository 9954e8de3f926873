import java.io.IOException;
import java.nio.file.Path;

/// Asks the compiled network of housing.net for a price. With the classes in DIR (`netc compile … -o DIR`):
///
///     java -cp DIR:netwright-runtime.jar Price.java housing.safetensors 6.575 4.98
void main(String[] arguments) throws IOException {
  HousePrices prices = HousePrices.load(Path.of(arguments[0]));
  float rooms = Float.parseFloat(arguments[1]);
  float lowerStatus = Float.parseFloat(arguments[2]);
  IO.println(prices.predict(rooms, lowerStatus)[0]);
}
