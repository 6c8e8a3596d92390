/**
 * Arquillian on our launcher: the container under test is the one that users start.
 *
 * <ol>
 *   <li>One Payara Micro serves all test classes; deployments go over its standard input.
 *   <li>A failed deployment is a {@code DeploymentException} with the container's own words.
 * </ol>
 */
package io.goim.it.arquillian;
