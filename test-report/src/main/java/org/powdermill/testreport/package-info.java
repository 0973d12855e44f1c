/**
 * Test support: records what each test did. On the test class path of every module, in no product.
 */
package org.powdermill.testreport;
