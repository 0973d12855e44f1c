package org.powdermill.tools;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.powdermill.diffraction.Diffractogram;
import org.powdermill.tools.picture.PredictionPicture;
import org.powdermill.tools.picture.TypesetText;
import org.powdermill.trainer.network.Preprocessing;
import org.powdermill.trainer.network.SavedModel;
import org.powdermill.trainer.prediction.Intake;
import org.powdermill.trainer.prediction.Prediction;

/** Writes what the network saw of each pattern. */
final class PredictionPictures {

  private static final int SHOWN = 3;

  private final Path folder;
  private final OutputFormat format;
  private final SavedModel model;
  private final FileStems stems = new FileStems(List.of());

  PredictionPictures(Path folder, OutputFormat format, SavedModel model) {
    this.folder = folder;
    this.format = format;
    this.model = model;
  }

  void write(Intake.Accepted pattern, Prediction prediction) {
    String stem = stems.next(pattern.source(), "");
    float[] seen = pattern.diffractogram().clone();
    Preprocessing preprocessing = model.network().preprocessing();
    for (int i = 0; i < seen.length; i++) {
      seen[i] = preprocessing.of(seen[i]);
    }
    PredictionPicture picture =
        new PredictionPicture(
            TypesetText.plain(stem),
            subtitle(prediction),
            new Diffractogram(model.grid(), pattern.diffractogram()),
            seen,
            pattern.covered());
    if (format == OutputFormat.SVG) {
      picture.writeSvg(folder.resolve(stem + ".svg"));
    } else {
      picture.writePng(folder.resolve(stem + ".png"));
    }
  }

  private static TypesetText subtitle(Prediction prediction) {
    TypesetText text = TypesetText.none();
    for (Prediction.GroupShare group : prediction.spaceGroups().stream().limit(SHOWN).toList()) {
      text =
          text.then(text.isEmpty() ? "" : "     ")
              .then(TypesetText.spaceGroup(group.symbol()))
              .then(String.format(Locale.ROOT, "  %.1f %%", 100 * group.probability()));
    }
    return text;
  }
}
