package com.hazelcast.instance.impl;

import com.hazelcast.config.SocketInterceptorConfig;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.nio.MemberSocketInterceptor;
import io.goim.launcher.GridFence;
import java.io.IOException;
import java.net.Socket;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Puts {@link GridFence} into every connection of the grid: members' and clients', before Hazelcast has
 * read a byte.
 *
 * <p>Nothing of Hazelcast Enterprise is here. The name is the only one, beside the default, under which
 * Hazelcast 5.3 takes an extension that its service loader finds ({@code
 * DefaultNodeContext.EXTENSION_PRIORITY_LIST}); what it calls is open source. {@code GridFenceIT} fails
 * when a new version does it another way.
 */
public class EnterpriseNodeExtension extends DefaultNodeExtension {

  private static final Logger LOG = Logger.getLogger(GridFence.class.getName());

  private final GridFence fence = GridFence.current();

  public EnterpriseNodeExtension(Node node) {
    super(node);
    if (fence != null) {
      node.getConfig()
          .getNetworkConfig()
          .setSocketInterceptorConfig(
              new SocketInterceptorConfig()
                  .setEnabled(true)
                  .setClassName(GridFence.class.getName()));
    }
  }

  @Override
  public MemberSocketInterceptor getSocketInterceptor(EndpointQualifier endpoint) {
    return fence == null ? null : new Door();
  }

  private final class Door implements MemberSocketInterceptor {
    @Override
    public void init(Properties properties) {
      // There are none.
    }

    @Override
    public void onConnect(Socket socket) throws IOException {
      fence.connected(socket);
    }

    @Override
    public void onAccept(Socket socket) throws IOException {
      try {
        fence.accepted(socket);
      } catch (IOException e) {
        LOG.log(
            Level.FINE,
            "{0} was not let into the grid: {1}",
            new Object[] {socket.getRemoteSocketAddress(), e.getMessage()});
        throw e;
      }
    }
  }
}
