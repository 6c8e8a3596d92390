/** One class that Hazelcast looks for by its name; see {@link EnterpriseNodeExtension}. */
package com.hazelcast.instance.impl;
