import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import netwright.runtime.train.DataSet;

/// Trains the compiled network of housing.net, without its compiler, and then goes on with it house by house. With the classes in
/// DIR (`netc compile … -o DIR`):
///
///     java -cp DIR:netwright-runtime.jar Train.java boston-train.csv mine.safetensors
void main(String[] arguments) throws IOException {
  List<String> rows = Files.readAllLines(Path.of(arguments[0]));
  float[] houses = new float[2 * (rows.size() - 1)];
  float[] prices = new float[rows.size() - 1];
  for (int i = 0; i < prices.length; i++) {
    String[] cells = rows.get(i + 1).split(",");
    houses[2 * i] = Float.parseFloat(cells[0]);
    houses[2 * i + 1] = Float.parseFloat(cells[1]);
    prices[i] = Float.parseFloat(cells[2]);
  }

  HousePrices.Trainer trainer = HousePrices.Trainer.fresh();
  DataSet samples = HousePrices.Trainer.samples(houses, prices);
  trainer.fit(samples, report -> {
    if (report.epoch() % 100 == 0) {
      IO.println("epoch %d, loss %.3f".formatted(report.epoch(), report.loss()));
    }
  });
  IO.println(trainer.evaluate(samples));
  trainer.save(Path.of(arguments[1]));

  HousePrices before = trainer.predictor();
  double loss = trainer.step(1, new float[] {6.5f, 5}, new float[] {30});
  IO.println("a house sold for 30: squared error %.3f".formatted(loss));
  IO.println(before.price(6.5f, 5) + " before, " + trainer.predictor().price(6.5f, 5) + " after");
}
