package org.powdermill.testset;

import org.powdermill.hdf5.ShardRow;

/** What becomes the rows of a test set: items, each of one or more rows in succession. */
interface TestSetRows {

  /** Number of items. */
  int items();

  /** Name of an item, for the list of rejects. */
  String name(int item);

  /** Rows of each item. */
  int rowsPerItem();

  /** Whether no item can fail, so that nobody need look before. */
  boolean neverFail();

  /** One for each thread. */
  Maker maker();

  /** Makes rows. Not safe for concurrent use. */
  interface Maker {

    /**
     * Takes an item.
     *
     * @throws TestSetException if it gives no rows; the message says why
     */
    void take(int item);

    /**
     * Makes a row of the item taken last.
     *
     * @param diffractogram overwritten, [points], maximum 1
     */
    ShardRow row(int number, float[] diffractogram);
  }
}
