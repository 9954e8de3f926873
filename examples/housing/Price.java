import java.io.IOException;

/// Asks the compiled network of housing.net for a price. With the classes and the weights in DIR (`netc compile … -o DIR`):
///
///     java -cp DIR:netwright-runtime.jar Price.java 6.575 4.98
void main(String[] arguments) throws IOException {
  HousePrices prices = HousePrices.load();
  float rooms = Float.parseFloat(arguments[0]);
  float lowerStatus = Float.parseFloat(arguments[1]);
  IO.println(prices.price(rooms, lowerStatus));
}
