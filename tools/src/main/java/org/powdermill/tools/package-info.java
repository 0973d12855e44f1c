/** The command line: a class per command that parses, calls and reports. */
package org.powdermill.tools;
