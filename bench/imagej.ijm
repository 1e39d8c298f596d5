// What ImageJ finds by Otsu's threshold (its watershed cuts chromosomes at every bend and finds less): a line "file,x,y,width,height" for each particle.
// Argument: the folder of images, then the CSV to write, parted by a bar.
parts = split(getArgument(), "|");
folder = parts[0];
setBatchMode(true);
run("Set Measurements...", "bounding redirect=None decimal=3");
out = File.open(parts[1]);
print(out, "file,x,y,width,height");
files = getFileList(folder);
for (i = 0; i < files.length; i++) {
  open(folder + "/" + files[i]);
  run("8-bit");
  setAutoThreshold("Otsu");
  run("Convert to Mask");
  run("Clear Results");
  // Specks and nuclei are no chromosomes, whatever the scale: from a 10,000th to a 50th of the picture.
  area = getWidth() * getHeight();
  run("Analyze Particles...", "size=" + area / 10000 + "-" + area / 50 + " pixel show=Nothing display");
  for (k = 0; k < nResults; k++)
    print(out, files[i] + "," + getResult("BX", k) + "," + getResult("BY", k) + "," + getResult("Width", k) + "," + getResult("Height", k));
  close();
}
File.close(out);
