/**
 * Starts one node: Payara Micro that accepts EARs, with the archives named on the command line.
 *
 * <ol>
 *   <li>What can be known to fail is found before the server boots: a port in use, a folder in use.
 *   <li>Every start has a fresh server folder below the data folder, because Payara Micro cannot boot
 *       a folder in which an EAR is deployed; folders of dead processes are removed.
 *   <li>A deployment counts only when the application is really there afterwards; {@code
 *       deploy(File)} answers true for failures as well.
 *   <li>The console belongs to people: the banner, one sentence for a failure. Everything else goes
 *       to the log file.
 *   <li>Every end is ordered and bounded in time; exit status 0 after a stop that was asked for, 1
 *       after a failure, 2 for a wrong command line.
 * </ol>
 *
 * <p>Not here: what a goim setting means and whether it is right (the application checks at
 * deployment), building, finding a JDK ({@code server-config/run}).
 */
package io.goim.launcher;
