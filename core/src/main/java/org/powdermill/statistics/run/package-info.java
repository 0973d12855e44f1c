/** From a database to statistics: the whole way, and the files that it leaves. */
package org.powdermill.statistics.run;
