/**
 * What an operator can set, and the typed objects that the features get.
 *
 * <ol>
 *   <li>One catalogue: key, type, default, range, description and goim's own name stand together, so
 *       that code, error messages, {@code docs/CONFIGURATION.md} and {@code
 *       server-config/goim.properties} cannot disagree.
 *   <li>A feature sees its own record and never a key: records are complete and checked.
 *   <li>Everything wrong is reported at once, each with the value, the limit and what to write, and
 *       the node does not start. A key that does not exist is wrong too: it is a typing error that
 *       would otherwise be noticed in production.
 *   <li>Sources are those of MicroProfile Config: system property ({@code --set}), environment
 *       variable, settings file, default, the first that has a value.
 * </ol>
 *
 * <p>Not here: options of {@code server-config/run}, settings of Payara itself.
 */
package io.goim.config;
