package io.goim.it;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands in the documents that promise to be tested: {@code <!-- tested: NAME -->}. */
final class Documents {

  private static final Pattern BLOCK =
      Pattern.compile(
          "<!-- tested: (\\w+) -->\\n```sh\\n(.*?)```(?:\\n```json\\n(.*?)```)?", Pattern.DOTALL);

  /**
   * One block of commands.
   *
   * @param name what the comment before it says
   * @param commands one a line
   * @param answer what the document shows as the answer, empty when it shows none
   */
  record Block(String name, List<String> commands, String answer) {}

  private Documents() {}

  /** The tested blocks of a document, in order. */
  static List<Block> blocks(String document) throws IOException {
    Matcher matcher = BLOCK.matcher(Files.readString(Node.PROJECT.resolve(document)));
    List<Block> blocks = new ArrayList<>();
    while (matcher.find()) {
      String answer = matcher.group(3) == null ? "" : matcher.group(3).strip();
      blocks.add(new Block(matcher.group(1), matcher.group(2).lines().toList(), answer));
    }
    return blocks;
  }

  /** The commands of all blocks with a name. */
  static List<String> commands(String document, String name) throws IOException {
    return blocks(document).stream()
        .filter(block -> block.name().equals(name))
        .flatMap(block -> block.commands().stream())
        .toList();
  }
}
